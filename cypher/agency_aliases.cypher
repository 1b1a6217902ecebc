// Every name that plans use for each agency.
//
// @column agency — canonical name of the agency
// @column jurisdiction — its place
// @column kind — what sort of body it is
// @column line — its functional line
// @column aliases — the names as plans print them
MATCH (d:Department)
RETURN d.name AS agency, d.jurisdiction AS jurisdiction, d.kind AS kind, d.line AS line, d.aliases AS aliases
ORDER BY jurisdiction, agency
