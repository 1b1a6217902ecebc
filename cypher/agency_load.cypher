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
MATCH (d:Department)-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure)
WHERE ($collectives OR NOT d.collective) AND coalesce(m.scope, '') <> 'inline'
WITH d, count(DISTINCT m.key) AS measures, count(DISTINCT m.plan) AS plans
OPTIONAL MATCH (d)-[:LEADS]->(l:Measure)
WHERE coalesce(l.scope, '') <> 'inline'
WITH d, measures, plans, count(DISTINCT l.key) AS leads
OPTIONAL MATCH (d)-[:SUPPORTS]->(s:Measure)
WHERE coalesce(s.scope, '') <> 'inline'
WITH d, measures, plans, leads, count(DISTINCT s.key) AS supports
OPTIONAL MATCH (d)-[:RESPONSIBLE_FOR]->(r:Measure)
WHERE coalesce(r.scope, '') <> 'inline'
WITH d, measures, plans, leads, supports, count(DISTINCT r.key) AS responsible
RETURN d.name AS agency, d.jurisdiction AS jurisdiction, leads, supports, responsible, measures, plans
ORDER BY measures DESC, leads DESC, jurisdiction, agency
