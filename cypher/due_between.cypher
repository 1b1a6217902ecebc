// Measures that fall due between two days, both included, with those who lead them.
//
// @param from date = "0001-01-01" — the first day
// @param to date = "9999-12-31" — the last day
//
// @column day — the last day of the time limit
// @column plan — key of the plan
// @column number — the measure's place in the plan, from 1
// @column path — the numbered items over it
// @column heading — its heading
// @column lead — key of an agency that leads it, nothing where none does
MATCH (m:Measure)
WHERE m.first_due <= date($to) AND m.last_due >= date($from) AND coalesce(m.scope, '') <> 'inline'
UNWIND m.due AS day
WITH m, day
WHERE day >= date($from) AND day <= date($to)
OPTIONAL MATCH (d:Department)-[:LEADS]->(m)
WITH DISTINCT day, m, d.key AS lead
RETURN day, m.plan AS plan, m.position AS number, m.path AS path, m.heading AS heading, lead
ORDER BY day, plan, number, coalesce(lead, '')
