// The measures of a plan in the order of its text, with those who lead, support and answer for each.
//
// @param plan string — plans by a part of their titles, or a plan by its key
//
// @column number — the measure's place in the plan, from 1
// @column path — the numbered items over it
// @column heading — its heading
// @column scope — measure, or section for an annotation over several measures
// @column leads — agencies that lead it, by name
// @column supports — agencies that support it, by name
// @column responsible — agencies that answer for it, by name
// @column deadlines — time limits as written
// @column plan — key of the plan
MATCH (m:Measure)-[:PART_OF]->(p:Plan)
WHERE p.key = $plan OR p.title CONTAINS $plan
WITH m
OPTIONAL MATCH (m)<-[:LEADS]-(d:Department)
WITH m, d ORDER BY d.name
WITH m, collect(DISTINCT d.name) AS leads
OPTIONAL MATCH (m)<-[:SUPPORTS]-(d:Department)
WITH m, leads, d ORDER BY d.name
WITH m, leads, collect(DISTINCT d.name) AS supports
OPTIONAL MATCH (m)<-[:RESPONSIBLE_FOR]-(d:Department)
WITH m, leads, supports, d ORDER BY d.name
WITH m, leads, supports, collect(DISTINCT d.name) AS responsible
RETURN m.position AS number, m.path AS path, m.heading AS heading, m.scope AS scope, leads, supports, responsible,
       m.deadlines AS deadlines, m.plan AS plan
ORDER BY plan, number
