// The measures that two agencies share, with the words that give each its part.
//
// @param first string — an agency by its canonical name, an alias or its key
// @param second string — another
//
// @column plan — key of the plan
// @column number — the measure's place in the plan, from 1
// @column path — the numbered items over it
// @column heading — its heading
// @column first_role — LEADS, SUPPORTS or RESPONSIBLE_FOR
// @column first_evidence — the characters that name the first agency
// @column second_role — LEADS, SUPPORTS or RESPONSIBLE_FOR
// @column second_evidence — the characters that name the second agency
// @column duty — the annotation as printed
MATCH (a:Department)-[r:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure)<-[s:LEADS|SUPPORTS|RESPONSIBLE_FOR]-(b:Department)
WHERE (a.key = $first OR a.name = $first OR $first IN a.aliases)
  AND (b.key = $second OR b.name = $second OR $second IN b.aliases) AND a.key <> b.key
WITH DISTINCT m, type(r) AS first_role, r.evidence AS first_evidence, type(s) AS second_role,
     s.evidence AS second_evidence
RETURN m.plan AS plan, m.position AS number, m.path AS path, m.heading AS heading, first_role, first_evidence,
       second_role, second_evidence, m.duty AS duty
ORDER BY plan, number, first_role, second_role, first_evidence, second_evidence
