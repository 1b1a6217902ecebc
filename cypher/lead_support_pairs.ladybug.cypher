MATCH (a:Department)-[:LEADS]->(m:Measure)<-[:SUPPORTS]-(b:Department)
WHERE a.key <> b.key AND coalesce(m.scope, '') <> 'inline' AND ($collectives OR (NOT a.collective AND NOT b.collective))
WITH a.key AS lead, b.key AS support, count(DISTINCT m.key) AS measures, count(DISTINCT m.plan) AS plans
WHERE measures >= $minimum
RETURN lead, support, measures, plans
ORDER BY measures DESC, lead, support
