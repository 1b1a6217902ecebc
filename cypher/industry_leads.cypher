// Who leads on a class of industries and on everything below it, place by place, with the class that each stands in.
//
// @param industry string — name or code of a class of GB/T 4754-2017 or 战略性新兴产业分类（2018）: 汽车制造业, 汽车, C36, 1.2
//
// @column standard — the classification
// @column level — how far below its top the industry chain's own class stands, from 1: 门类, 大类, 中类, 小类
// @column code — code of that class
// @column class — its name
// @column chain — name of the industry chain
// @column agency — canonical name of the agency that leads
// @column jurisdiction — its place
// @column measures — number of measures on the industry chain that it leads
MATCH (k:IndustryClass)<-[:BROADER*0..3]-(c:IndustryClass)<-[:BROADER]-(t:IndustryChain)
WHERE k.code = $industry OR k.name IN [$industry, $industry + '业', $industry + '制造业', $industry + '产业']
MATCH (d:Department)-[:LEADS]->(m:Measure)-[:TARGETS]->(t)
WHERE coalesce(m.scope, '') <> 'inline'
RETURN c.standard AS standard, c.level AS level, c.code AS code, c.name AS class, t.name AS chain, d.name AS agency,
       d.jurisdiction AS jurisdiction, count(DISTINCT m.key) AS measures
ORDER BY standard, code, chain, measures DESC, jurisdiction, agency
