MATCH (d:Department)-[r:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure)
WHERE ($collectives OR NOT d.collective) AND coalesce(m.scope, '') <> 'inline'
WITH d, m, max(CASE label(r) WHEN 'LEADS' THEN 1 ELSE 0 END) AS led,
     max(CASE label(r) WHEN 'SUPPORTS' THEN 1 ELSE 0 END) AS supported,
     max(CASE label(r) WHEN 'RESPONSIBLE_FOR' THEN 1 ELSE 0 END) AS answered
WITH d, sum(led) AS leads, sum(supported) AS supports, sum(answered) AS responsible, count(m) AS measures,
     count(DISTINCT m.plan) AS plans
RETURN d.name AS agency, d.jurisdiction AS jurisdiction, leads, supports, responsible, measures, plans
ORDER BY measures DESC, leads DESC, jurisdiction, agency
