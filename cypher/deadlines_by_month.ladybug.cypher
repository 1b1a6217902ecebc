MATCH (m:Measure)
WHERE m.first_due IS NOT NULL AND coalesce(m.scope, '') <> 'inline'
UNWIND m.due AS day
WITH left(string(day), 7) AS month, m
OPTIONAL MATCH (d:Department)-[:LEADS]->(m)
RETURN month, count(DISTINCT m.key) AS measures, count(DISTINCT d.key) AS agencies
ORDER BY month
