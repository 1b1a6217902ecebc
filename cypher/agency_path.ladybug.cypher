MATCH p = (a:Department)-[:LEADS|SUPPORTS|RESPONSIBLE_FOR* ALL SHORTEST 1..12]-(b:Department)
WHERE (a.key = $from OR a.name = $from OR $from IN a.aliases)
  AND (b.key = $to OR b.name = $to OR $to IN b.aliases) AND a.key <> b.key
WITH DISTINCT properties(nodes(p), 'key') AS keys
RETURN CAST(size(keys) / 2 AS INT64) AS length, list_to_string(' → ', keys) AS way
ORDER BY length, way
LIMIT $limit
