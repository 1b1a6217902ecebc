MATCH (d:Department)-[:LEADS|RESPONSIBLE_FOR]->(m:Measure)
WHERE ($collectives OR NOT d.collective) AND m.first_due IS NOT NULL
  AND coalesce(m.scope, '') <> 'inline'
WITH DISTINCT d, m
UNWIND m.due AS day
RETURN d.name AS agency, d.jurisdiction AS jurisdiction, left(string(day), 7) AS month, count(DISTINCT m.key) AS measures
ORDER BY jurisdiction, agency, month
