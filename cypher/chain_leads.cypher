// Who leads the measures that act on each industry chain.
//
// @param chain string = "" — part of one of the industry chain's names (北斗); all without it
// @param narrower boolean = false — with the name or the code of a class (汽车制造业, C36): every industry chain below it
//
// @column chain — name of the industry chain
// @column agency — canonical name of the agency that leads
// @column jurisdiction — its place
// @column measures — number of measures on the industry chain that it leads
MATCH (d:Department)-[:LEADS]->(m:Measure)-[:TARGETS]->(t:IndustryChain)
WHERE coalesce(m.scope, '') <> 'inline' AND ($chain = '' OR t.name CONTAINS $chain OR $chain IN t.aliases OR
      ($narrower AND EXISTS { MATCH (t)-[:BROADER*1..4]->(k:IndustryClass)
                              WHERE k.code = $chain OR k.name IN [$chain, $chain + '业', $chain + '制造业'] }))
RETURN t.name AS chain, d.name AS agency, d.jurisdiction AS jurisdiction, count(DISTINCT m.key) AS measures
ORDER BY chain, measures DESC, jurisdiction, agency
