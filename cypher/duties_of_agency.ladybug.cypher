MATCH (d:Department)-[r:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure)
WHERE d.key = $agency OR d.name = $agency OR $agency IN d.aliases
RETURN d.name AS agency, d.jurisdiction AS jurisdiction, label(r) AS role, m.plan AS plan, m.position AS number,
       m.path AS path, m.heading AS heading, m.deadlines AS deadlines, r.basis AS basis, r.evidence AS evidence,
       r.start AS start
ORDER BY jurisdiction, agency, plan, number, role, start
