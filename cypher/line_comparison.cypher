// What the agencies of one functional line have to do in each place.
//
// @param line string = "" — a functional line (科技); all without it
//
// @column line — the functional line
// @column jurisdiction — the place
// @column agencies — number of its agencies of this line
// @column leads — number of measures they lead
// @column supports — number of measures they support
// @column responsible — number of measures they answer for
MATCH (d:Department)
WHERE d.line <> '' AND ($line = '' OR d.line = $line)
WITH d.line AS line, d.jurisdiction AS jurisdiction, count(DISTINCT d.key) AS agencies
OPTIONAL MATCH (a:Department)-[:LEADS]->(l:Measure)
WHERE a.line = line AND a.jurisdiction = jurisdiction AND coalesce(l.scope, '') <> 'inline'
WITH line, jurisdiction, agencies, count(DISTINCT l.key) AS leads
OPTIONAL MATCH (b:Department)-[:SUPPORTS]->(s:Measure)
WHERE b.line = line AND b.jurisdiction = jurisdiction AND coalesce(s.scope, '') <> 'inline'
WITH line, jurisdiction, agencies, leads, count(DISTINCT s.key) AS supports
OPTIONAL MATCH (c:Department)-[:RESPONSIBLE_FOR]->(r:Measure)
WHERE c.line = line AND c.jurisdiction = jurisdiction AND coalesce(r.scope, '') <> 'inline'
RETURN line, jurisdiction, agencies, leads, supports, count(DISTINCT r.key) AS responsible
ORDER BY line, jurisdiction
