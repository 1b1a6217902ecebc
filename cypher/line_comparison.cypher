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
OPTIONAL MATCH (d)-[r:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure)
WHERE coalesce(m.scope, '') <> 'inline'
RETURN d.line AS line, d.jurisdiction AS jurisdiction, count(DISTINCT d.key) AS agencies,
       count(DISTINCT CASE WHEN type(r) = 'LEADS' THEN m END) AS leads,
       count(DISTINCT CASE WHEN type(r) = 'SUPPORTS' THEN m END) AS supports,
       count(DISTINCT CASE WHEN type(r) = 'RESPONSIBLE_FOR' THEN m END) AS responsible
ORDER BY line, jurisdiction
