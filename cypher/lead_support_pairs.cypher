// Which agency leads measures that which other agency supports: the lead-support matrix as pairs.
//
// @param minimum integer = 1 — the fewest measures of a pair
// @param collectives boolean = false — count collective actors too (各县区政府)
//
// @column lead — key of the agency that leads
// @column support — key of the agency that supports
// @column measures — number of measures so divided
// @column plans — number of plans these stand in
MATCH (a:Department)-[:LEADS]->(m:Measure)<-[:SUPPORTS]-(b:Department)
WHERE a.key <> b.key AND coalesce(m.scope, '') <> 'inline' AND ($collectives OR (NOT a.collective AND NOT b.collective))
WITH a.key AS lead, b.key AS support, count(DISTINCT m.key) AS measures, count(DISTINCT m.plan) AS plans
WHERE measures >= $minimum
RETURN lead, support, measures, plans
ORDER BY measures DESC, lead, support
