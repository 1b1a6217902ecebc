// Numeric goals with those who lead the measures that set them.
//
// @param indicator string = "" — part of what is counted; all without it
//
// @column indicator — what is counted
// @column comparator — how it is compared, as >= or + (growth by)
// @column value — how much
// @column unit — of what
// @column deadline — until when
// @column plan — key of the plan
// @column number — the measure's place in the plan, from 1
// @column lead — key of an agency that leads it, nothing where none does
// @column goal — key of the goal
MATCH (m:Measure)-[:TARGETS]->(g:Goal)
WHERE ($indicator = '' OR g.indicator CONTAINS $indicator) AND coalesce(m.scope, '') <> 'inline'
OPTIONAL MATCH (d:Department)-[:LEADS]->(m)
WITH DISTINCT m, g, d.key AS lead
RETURN g.indicator AS indicator, g.comparator AS comparator, g.value AS value, g.unit AS unit, g.deadline AS deadline,
       m.plan AS plan, m.position AS number, lead, g.key AS goal
ORDER BY plan, number, goal, coalesce(lead, '')
