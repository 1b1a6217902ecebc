MATCH (n:Department:Zone:IndustryChain:Plan:Measure)
WHERE $text <> '' AND coalesce(n.scope, '') <> 'gone'
  AND (lower(coalesce(n.name, '')) CONTAINS $text OR lower(coalesce(n.title, '')) CONTAINS $text
       OR lower(coalesce(n.document_number, '')) CONTAINS $text OR coalesce(n.words, '') CONTAINS $text
       OR lower(coalesce(list_to_string('\n', n.aliases), '')) CONTAINS $text)
WITH n, label(n) AS kind, coalesce(n.name, n.title, n.heading) AS name
RETURN kind, coalesce(n.jurisdiction, n.plan, '') AS place, n.position AS number, name, n.key AS key
ORDER BY kind, place, coalesce(number, 0), name, key
