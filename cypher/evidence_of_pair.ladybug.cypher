MATCH (a:Department)-[r:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure)<-[s:LEADS|SUPPORTS|RESPONSIBLE_FOR]-(b:Department)
WHERE (a.key = $first OR a.name = $first OR $first IN a.aliases)
  AND (b.key = $second OR b.name = $second OR $second IN b.aliases) AND a.key <> b.key
WITH DISTINCT m, label(r) AS first_role, r.evidence AS first_evidence, label(s) AS second_role,
     s.evidence AS second_evidence
RETURN m.plan AS plan, m.position AS number, m.path AS path, m.heading AS heading, first_role, first_evidence,
       second_role, second_evidence, m.duty AS duty
ORDER BY plan, number, first_role, second_role, first_evidence, second_evidence
