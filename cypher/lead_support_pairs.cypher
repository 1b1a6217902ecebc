// Which agency leads measures that which other agency supports: the lead-support matrix as pairs.
//
// @param minimum integer = 1 — the fewest measures of a pair
// @param collectives boolean = false — count collective actors too (各县区政府)
//
// @column lead — key of the agency that leads
// @column support — key of the agency that supports
// @column measures — number of measures so divided
// @column plans — number of plans these stand in
MATCH (m:Measure)
WITH DISTINCT m.plan AS plan
CALL (plan) {
  // A plan at a time: what its pairs take is given back before the next.
  MATCH (m:Measure {plan: plan})<-[:LEADS]-(a:Department)
  WHERE coalesce(m.scope, '') <> 'inline' AND ($collectives OR NOT a.collective)
  WITH DISTINCT m, a
  MATCH (m)<-[:SUPPORTS]-(b:Department)
  WHERE a.key <> b.key AND ($collectives OR NOT b.collective)
  RETURN a.key AS lead, b.key AS support, count(DISTINCT m) AS shared
}
WITH lead, support, sum(shared) AS measures, count(plan) AS plans
WHERE measures >= $minimum
RETURN lead, support, measures, plans
ORDER BY measures DESC, lead, support
