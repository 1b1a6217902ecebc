// How many measures that an agency leads or answers for fall due in each month.
//
// @param collectives boolean = false — count collective actors too (各县区政府)
//
// @column agency — canonical name of the agency
// @column jurisdiction — its place
// @column month — year and month
// @column measures — number of its measures with a deadline in it
MATCH (d:Department)-[:LEADS|RESPONSIBLE_FOR]->(m:Measure)
WHERE ($collectives OR NOT d.collective) AND m.first_due IS NOT NULL
  AND coalesce(m.scope, '') <> 'inline'
WITH DISTINCT d, m
UNWIND m.due AS day
RETURN d.name AS agency, d.jurisdiction AS jurisdiction, left(toString(day), 7) AS month, count(DISTINCT m.key) AS measures
ORDER BY jurisdiction, agency, month
