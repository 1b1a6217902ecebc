// How two agencies are joined by the measures they share with others: the shortest ways, none if there is none.
//
// @param from string — an agency by its canonical name, an alias or its key
// @param to string — another
// @param limit integer = 1 — the most ways to show
//
// @column length — number of measures on the way
// @column way — key of the first agency, key of a measure, key of the next agency, and so on
MATCH (a:Department)
WHERE a.key = $from OR a.name = $from OR $from IN a.aliases
CALL (a) {
  MATCH (b:Department)
  WHERE (b.key = $to OR b.name = $to OR $to IN b.aliases) AND a.key <> b.key
  MATCH p = allShortestPaths((a)-[:LEADS|SUPPORTS|RESPONSIBLE_FOR*..12]-(b))
  RETURN p
}
WITH DISTINCT [n IN nodes(p) | n.key] AS keys
WITH size(keys) / 2 AS length, reduce(text = head(keys), key IN tail(keys) | text + ' → ' + key) AS way
RETURN length, way
ORDER BY length, way
LIMIT $limit
