// Agencies that lead measures in several plans.
//
// @param minimum integer = 2 — the fewest plans
// @param collectives boolean = false — count collective actors too (各县区政府)
//
// @column agency — canonical name of the agency
// @column jurisdiction — its place
// @column plans — number of plans it leads measures of
// @column measures — number of these measures
MATCH (d:Department)-[:LEADS]->(m:Measure)
WHERE ($collectives OR NOT d.collective) AND coalesce(m.scope, '') <> 'inline'
WITH d, count(DISTINCT m.plan) AS plans, count(DISTINCT m.key) AS measures
WHERE plans >= $minimum
RETURN d.name AS agency, d.jurisdiction AS jurisdiction, plans, measures
ORDER BY plans DESC, measures DESC, jurisdiction, agency
