// How many measures fall due in each month, and how many agencies lead them.
//
// @column month — year and month
// @column measures — number of measures with a deadline in it
// @column agencies — number of agencies that lead these
MATCH (m:Measure)
WHERE m.first_due IS NOT NULL AND coalesce(m.scope, '') <> 'inline'
UNWIND m.due AS day
WITH left(toString(day), 7) AS month, m
OPTIONAL MATCH (d:Department)-[:LEADS]->(m)
RETURN month, count(DISTINCT m.key) AS measures, count(DISTINCT d.key) AS agencies
ORDER BY month
