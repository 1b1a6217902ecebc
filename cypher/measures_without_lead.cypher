// Measures that nobody leads, neither at the measure nor at a section over it.
//
// @column plan — key of the plan
// @column number — the measure's place in the plan, from 1
// @column path — the numbered items over it
// @column heading — its heading
// @column supports — number of agencies that support it
// @column responsible — number of agencies that answer for it
// @column duty — the annotation as printed
MATCH (m:Measure)
WHERE m.scope = 'measure' AND NOT EXISTS { MATCH (:Department)-[:LEADS]->(m) }
  AND NOT EXISTS { MATCH (m)-[:PART_OF*1..8]->(s:Measure)<-[:LEADS]-(:Department) }
OPTIONAL MATCH (m)<-[:SUPPORTS]-(s:Department)
WITH m, count(DISTINCT s.key) AS supports
OPTIONAL MATCH (m)<-[:RESPONSIBLE_FOR]-(r:Department)
WITH m, supports, count(DISTINCT r.key) AS responsible
RETURN m.plan AS plan, m.position AS number, m.path AS path, m.heading AS heading, supports, responsible, m.duty AS duty
ORDER BY plan, number
