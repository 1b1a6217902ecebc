// The committees that administer zones, with what they lead, and how many measures act on their zone.
//
// @column zone — name of the zone
// @column agency — canonical name of its committee
// @column jurisdiction — the place
// @column leads — number of measures that the committee leads
// @column targeting — number of measures that act on the zone
MATCH (d:Department)-[:ADMINISTERS]->(z:Zone)
OPTIONAL MATCH (d)-[:LEADS]->(l:Measure)
WITH d, z, count(DISTINCT l.key) AS leads
OPTIONAL MATCH (t:Measure)-[:TARGETS]->(z)
RETURN z.name AS zone, d.name AS agency, d.jurisdiction AS jurisdiction, leads, count(DISTINCT t.key) AS targeting
ORDER BY jurisdiction, zone, agency
