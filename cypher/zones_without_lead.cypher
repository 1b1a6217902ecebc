// The zones that measures act on while no agency leads any of these measures.
//
// @column zone — name of the zone
// @column place — the place of the zone
// @column measures — number of measures that act on it
// @column supports — number of agencies that support these
// @column responsible — number of agencies that answer for these
MATCH (m:Measure)-[:TARGETS]->(t:Zone)
WHERE coalesce(m.scope, '') <> 'inline'
  AND NOT EXISTS { MATCH (:Department)-[:LEADS]->(l:Measure)-[:TARGETS]->(t) WHERE coalesce(l.scope, '') <> 'inline' }
WITH t, count(DISTINCT m.key) AS measures
OPTIONAL MATCH (t)<-[:TARGETS]-(a:Measure)<-[:SUPPORTS]-(s:Department)
WHERE coalesce(a.scope, '') <> 'inline'
WITH t, measures, count(DISTINCT s.key) AS supports
OPTIONAL MATCH (t)<-[:TARGETS]-(b:Measure)<-[:RESPONSIBLE_FOR]-(r:Department)
WHERE coalesce(b.scope, '') <> 'inline'
WITH t, measures, supports, count(DISTINCT r.key) AS responsible
RETURN t.name AS zone, t.jurisdiction AS place, measures, supports, responsible
ORDER BY measures DESC, zone, place
