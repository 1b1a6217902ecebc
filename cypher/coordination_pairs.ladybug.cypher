MATCH (a:Department)-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure)<-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]-(b:Department)
WHERE a.key < b.key AND coalesce(m.scope, '') <> 'inline' AND ($collectives OR (NOT a.collective AND NOT b.collective))
WITH a.key AS first, b.key AS second, count(DISTINCT m.key) AS measures, count(DISTINCT m.plan) AS plans
WHERE measures >= $minimum
RETURN first, second, measures, plans
ORDER BY measures DESC, first, second
