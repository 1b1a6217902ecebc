// Who leads the measures that act on each zone.
//
// @param zone string = "" — part of the zone's name (临江高新区); all without it
//
// @column zone — name of the zone
// @column place — the place of the zone
// @column agency — canonical name of the agency that leads
// @column jurisdiction — its place
// @column measures — number of measures on the zone that it leads
MATCH (d:Department)-[:LEADS]->(m:Measure)-[:TARGETS]->(t:Zone)
WHERE ($zone = '' OR t.name CONTAINS $zone) AND coalesce(m.scope, '') <> 'inline'
RETURN t.name AS zone, t.jurisdiction AS place, d.name AS agency, d.jurisdiction AS jurisdiction, count(DISTINCT m.key) AS measures
ORDER BY zone, place, measures DESC, jurisdiction, agency
