// What plans ask of collective actors (各县区政府, 市直有关部门).
//
// @column agency — the collective actor
// @column jurisdiction — its place
// @column leads — number of measures it leads
// @column supports — number of measures it supports
// @column responsible — number of measures it answers for
MATCH (d:Department)
WHERE d.collective
OPTIONAL MATCH (d)-[:LEADS]->(l:Measure)
WHERE coalesce(l.scope, '') <> 'inline'
WITH d, count(DISTINCT l.key) AS leads
OPTIONAL MATCH (d)-[:SUPPORTS]->(s:Measure)
WHERE coalesce(s.scope, '') <> 'inline'
WITH d, leads, count(DISTINCT s.key) AS supports
OPTIONAL MATCH (d)-[:RESPONSIBLE_FOR]->(r:Measure)
WHERE coalesce(r.scope, '') <> 'inline'
RETURN d.name AS agency, d.jurisdiction AS jurisdiction, leads, supports, count(DISTINCT r.key) AS responsible
ORDER BY jurisdiction, agency
