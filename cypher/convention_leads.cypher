// Leads that only a plan-wide convention gives (the first agency listed leads), not the words at the measure.
//
// @column plan — key of the plan
// @column number — the measure's place in the plan, from 1
// @column path — the numbered items over it
// @column heading — its heading
// @column lead — key of the agency that leads by convention
MATCH (d:Department)-[r:LEADS]->(m:Measure)
WHERE r.basis = 'convention'
WITH DISTINCT d, m
RETURN m.plan AS plan, m.position AS number, m.path AS path, m.heading AS heading, d.key AS lead
ORDER BY plan, number, lead
