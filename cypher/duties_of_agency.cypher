// Everything that an agency has to do, with its role in each measure.
//
// @param agency string — an agency by its canonical name, an alias or its key (临江市/市科技局)
//
// @column agency — canonical name of the agency
// @column jurisdiction — its place
// @column role — LEADS, SUPPORTS or RESPONSIBLE_FOR
// @column plan — key of the plan
// @column number — the measure's place in the plan, from 1
// @column path — the numbered items over it
// @column heading — its heading
// @column deadlines — time limits as written
// @column basis — stated, section, convention or ocr
// @column evidence — the characters that name the agency
// @column start — where the evidence begins in the text
MATCH (d:Department)-[r:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure)
WHERE d.key = $agency OR d.name = $agency OR $agency IN d.aliases
RETURN d.name AS agency, d.jurisdiction AS jurisdiction, type(r) AS role, m.plan AS plan, m.position AS number,
       m.path AS path, m.heading AS heading, m.deadlines AS deadlines, r.basis AS basis, r.evidence AS evidence,
       r.start AS start
ORDER BY jurisdiction, agency, plan, number, role, start
