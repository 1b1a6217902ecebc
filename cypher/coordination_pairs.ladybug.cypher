MATCH (a:Department)-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure)<-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]-(b:Department)
WHERE a.key < b.key AND coalesce(m.scope, '') <> 'inline' AND ($collectives OR (NOT a.collective AND NOT b.collective))
// By numbers, and grouped twice: keys, and sets of them, would take three times the memory.
WITH DISTINCT id(a) AS one, id(b) AS other, hash(m.plan) AS plan, id(m) AS measure
WITH one, other, plan, count(measure) AS shared
WITH one, other, CAST(sum(shared) AS INT64) AS measures, count(plan) AS plans
WHERE measures >= $minimum
MATCH (a:Department) WHERE id(a) = one
WITH a.key AS first, other, measures, plans
MATCH (b:Department) WHERE id(b) = other
RETURN first, b.key AS second, measures, plans
ORDER BY measures DESC, first, second
