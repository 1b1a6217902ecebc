// How many measures each agency leads, supports and answers for.
//
// @param collectives boolean = false — count collective actors too (各县区政府)
//
// @column agency — canonical name of the agency
// @column jurisdiction — its place
// @column leads — number of measures it leads
// @column supports — number of measures it supports
// @column responsible — number of measures it answers for
// @column measures — number of measures it has any part in
// @column plans — number of plans these stand in
MATCH (d:Department)-[r:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure)
WHERE ($collectives OR NOT d.collective) AND coalesce(m.scope, '') <> 'inline'
WITH d, m, max(CASE type(r) WHEN 'LEADS' THEN 1 ELSE 0 END) AS led,
     max(CASE type(r) WHEN 'SUPPORTS' THEN 1 ELSE 0 END) AS supported,
     max(CASE type(r) WHEN 'RESPONSIBLE_FOR' THEN 1 ELSE 0 END) AS answered
WITH d, sum(led) AS leads, sum(supported) AS supports, sum(answered) AS responsible, count(m) AS measures,
     count(DISTINCT m.plan) AS plans
RETURN d.name AS agency, d.jurisdiction AS jurisdiction, leads, supports, responsible, measures, plans
ORDER BY measures DESC, leads DESC, jurisdiction, agency
