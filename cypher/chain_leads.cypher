// Who leads the measures that act on each industry chain.
//
// @param chain string = "" — part of the industry chain's name (北斗); all without it
//
// @column chain — name of the industry chain
// @column agency — canonical name of the agency that leads
// @column jurisdiction — its place
// @column measures — number of measures on the industry chain that it leads
MATCH (d:Department)-[:LEADS]->(m:Measure)-[:TARGETS]->(t:IndustryChain)
WHERE $chain = '' OR t.name CONTAINS $chain
RETURN t.name AS chain, d.name AS agency, d.jurisdiction AS jurisdiction, count(DISTINCT m.key) AS measures
ORDER BY chain, measures DESC, jurisdiction, agency
