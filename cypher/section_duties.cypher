// Annotations over whole sections, and how many measures stand under each.
//
// @column plan — key of the plan
// @column number — the section's place in the plan, from 1
// @column path — the numbered items down to it
// @column heading — its heading
// @column measures — number of measures right under it
// @column duty — the annotation as printed
MATCH (s:Measure)
WHERE s.scope = 'section'
OPTIONAL MATCH (m:Measure)-[:PART_OF]->(s)
RETURN s.plan AS plan, s.position AS number, s.path AS path, s.heading AS heading, count(DISTINCT m.key) AS measures,
       s.duty AS duty
ORDER BY plan, number
