// The plans in the graph.
//
// @column jurisdiction — the place
// @column title — the plan's title
// @column document_number — its number
// @column date — day of issue
// @column measures — number of measures
// @column annotations — number of annotation-like places found
// @column diagnostics — number of findings while reading it
// @column source — the file it was read from
MATCH (p:Plan)
RETURN p.jurisdiction AS jurisdiction, p.title AS title, p.document_number AS document_number, p.date AS date,
       p.measures AS measures, p.annotations AS annotations, p.diagnostics AS diagnostics, p.source AS source
ORDER BY jurisdiction, title
