// Pairs of agencies that lead the same measure.
//
// @column first — key of one agency
// @column second — key of the other
// @column plan — key of the plan
// @column number — the measure's place in the plan, from 1
// @column path — the numbered items over it
// @column heading — its heading
MATCH (a:Department)-[:LEADS]->(m:Measure)<-[:LEADS]-(b:Department)
WHERE a.key < b.key AND coalesce(m.scope, '') <> 'inline'
WITH DISTINCT a, b, m
RETURN a.key AS first, b.key AS second, m.plan AS plan, m.position AS number, m.path AS path, m.heading AS heading
ORDER BY first, second, plan, number
