MATCH (d:Department)
WHERE d.line <> '' AND ($line = '' OR d.line = $line)
OPTIONAL MATCH (d)-[r:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure)
WHERE coalesce(m.scope, '') <> 'inline'
RETURN d.line AS line, d.jurisdiction AS jurisdiction, count(DISTINCT d.key) AS agencies,
       count(DISTINCT CASE WHEN label(r) = 'LEADS' THEN m.key END) AS leads,
       count(DISTINCT CASE WHEN label(r) = 'SUPPORTS' THEN m.key END) AS supports,
       count(DISTINCT CASE WHEN label(r) = 'RESPONSIBLE_FOR' THEN m.key END) AS responsible
ORDER BY line, jurisdiction
