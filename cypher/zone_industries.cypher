// The leading industries of each zone, by the plan's own word.
//
// @param zone string = "" — part of the zone's name (高新区); all without it
//
// @column zone — name of the zone
// @column place — the place of the zone
// @column manner — 首位产业, 主导产业, 潜力产业 …
// @column chain — name of the industry
// @column plan — key of the plan that says so
// @column evidence — its words
// @column start — where they begin in the text
MATCH (z:Zone)-[r:FOCUSES_ON]->(c:IndustryChain)
WHERE $zone = '' OR z.name CONTAINS $zone
RETURN z.name AS zone, z.jurisdiction AS place, r.manner AS manner, c.name AS chain, r.plan AS plan,
       r.evidence AS evidence, r.start AS start
ORDER BY zone, place, manner, chain, plan, start
