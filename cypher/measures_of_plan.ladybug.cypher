MATCH (m:Measure)-[:PART_OF]->(p:Plan)
WHERE p.key = $plan OR p.title CONTAINS $plan
WITH m
OPTIONAL MATCH (m)<-[:LEADS]-(d:Department)
WITH m, list_sort(collect(DISTINCT d.name)) AS leads
OPTIONAL MATCH (m)<-[:SUPPORTS]-(d:Department)
WITH m, leads, list_sort(collect(DISTINCT d.name)) AS supports
OPTIONAL MATCH (m)<-[:RESPONSIBLE_FOR]-(d:Department)
WITH m, leads, supports, list_sort(collect(DISTINCT d.name)) AS responsible
RETURN m.position AS number, m.path AS path, m.heading AS heading, m.scope AS scope, leads, supports, responsible,
       m.deadlines AS deadlines, m.plan AS plan
ORDER BY plan, number
