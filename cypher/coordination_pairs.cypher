// Pairs of agencies that have a part in the same measures, whatever their roles.
//
// @param minimum integer = 1 — the fewest measures that a pair shares
// @param collectives boolean = false — count collective actors too (各县区政府)
//
// @column first — key of one agency
// @column second — key of the other
// @column measures — number of measures they share
// @column plans — number of plans these stand in
MATCH (a:Department)-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure)<-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]-(b:Department)
WHERE a.key < b.key AND coalesce(m.scope, '') <> 'inline' AND ($collectives OR (NOT a.collective AND NOT b.collective))
WITH a.key AS first, b.key AS second, count(DISTINCT m.key) AS measures, count(DISTINCT m.plan) AS plans
WHERE measures >= $minimum
RETURN first, second, measures, plans
ORDER BY measures DESC, first, second
