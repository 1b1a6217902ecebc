// Which plan cites which other plan in the graph.
//
// @column citing — key of the plan that cites
// @column cited — key of the plan that is cited
// @column evidence — the citation
MATCH (a:Plan)-[r:CITES]->(b:Plan)
RETURN a.key AS citing, b.key AS cited, r.evidence AS evidence
ORDER BY citing, cited
