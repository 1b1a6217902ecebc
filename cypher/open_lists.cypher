// Measures whose list of those who lead ends in 等: others lead with them, unnamed.
//
// @column plan — key of the plan
// @column number — the measure's place in the plan, from 1
// @column path — the numbered items over it
// @column heading — its heading
// @column duty — the annotation as printed
MATCH (:Department)-[r:LEADS]->(m:Measure)
WHERE r.`open` AND coalesce(m.scope, '') <> 'inline'
WITH DISTINCT m
RETURN m.plan AS plan, m.position AS number, m.path AS path, m.heading AS heading, m.duty AS duty
ORDER BY plan, number
