// Pairs of agencies that have a part in the same measures, whatever their roles.
//
// @param minimum integer = 1 — the fewest measures that a pair shares
// @param collectives boolean = false — count collective actors too (各县区政府)
//
// @column first — key of one agency
// @column second — key of the other
// @column measures — number of measures they share
// @column plans — number of plans these stand in
MATCH (m:Measure)
WITH DISTINCT m.plan AS plan
CALL (plan) {
  // A plan at a time: what its pairs take is given back before the next.
  MATCH (m:Measure {plan: plan})<-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]-(d:Department)
  WHERE coalesce(m.scope, '') <> 'inline' AND ($collectives OR NOT d.collective)
  WITH m, collect(DISTINCT d.key) AS keys
  UNWIND keys AS first
  UNWIND keys AS second
  WITH m, first, second
  WHERE first < second
  RETURN first, second, count(m) AS shared
}
WITH first, second, sum(shared) AS measures, count(plan) AS plans
WHERE measures >= $minimum
RETURN first, second, measures, plans
ORDER BY measures DESC, first, second
