// Agencies that support measures and neither lead nor answer for any.
//
// @param collectives boolean = false — count collective actors too (各县区政府)
//
// @column agency — canonical name of the agency
// @column jurisdiction — its place
// @column supports — number of measures it supports
// @column plans — number of plans these stand in
MATCH (d:Department)-[:SUPPORTS]->(m:Measure)
WHERE ($collectives OR NOT d.collective) AND coalesce(m.scope, '') <> 'inline'
  AND NOT EXISTS { MATCH (d)-[:LEADS|RESPONSIBLE_FOR]->(o:Measure) WHERE coalesce(o.scope, '') <> 'inline' }
RETURN d.name AS agency, d.jurisdiction AS jurisdiction, count(DISTINCT m.key) AS supports,
       count(DISTINCT m.plan) AS plans
ORDER BY supports DESC, jurisdiction, agency
