// Numeric goals of measures that nobody leads, neither at the measure nor at a section over it.
//
// @column indicator — what is counted
// @column value — how much
// @column unit — of what
// @column plan — key of the plan
// @column number — the measure's place in the plan, from 1
// @column path — the numbered items over it
// @column heading — its heading
// @column goal — key of the goal
MATCH (m:Measure)-[:TARGETS]->(g:Goal)
WHERE coalesce(m.scope, '') <> 'inline' AND NOT EXISTS { MATCH (:Department)-[:LEADS]->(m) }
  AND NOT EXISTS { MATCH (m)-[:PART_OF*1..8]->(s:Measure)<-[:LEADS]-(:Department) }
WITH DISTINCT m, g
RETURN g.indicator AS indicator, g.value AS value, g.unit AS unit, m.plan AS plan, m.position AS number,
       m.path AS path, m.heading AS heading, g.key AS goal
ORDER BY plan, number, goal
