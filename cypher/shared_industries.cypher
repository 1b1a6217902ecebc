// The classes of industries that measures of several places act on, by whatever names, from the top of each standard.
//
// @param level integer = 0 — only classes so far below the top, from 1: 门类, 大类, 中类, 小类; 0 for all
//
// @column standard — the classification
// @column level — how far below its top the class stands
// @column code — code of the class
// @column class — its name
// @column places — number of places whose plans act on industry chains in it or below it
// @column chains — number of these industry chains
// @column measures — number of measures that act on them
MATCH (k:IndustryClass)<-[:BROADER*0..3]-(c:IndustryClass)<-[:BROADER]-(t:IndustryChain)
WHERE $level = 0 OR k.level = $level
MATCH (t)<-[:TARGETS]-(m:Measure)-[:PART_OF]->(p:Plan)
WITH k, count(DISTINCT p.jurisdiction) AS places, count(DISTINCT t.key) AS chains, count(DISTINCT m.key) AS measures
WHERE places > 1
RETURN k.standard AS standard, k.level AS level, k.code AS code, k.name AS class, places, chains, measures
ORDER BY standard, code
