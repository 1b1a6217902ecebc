// Whatever holds some words: agencies, zones, industries and plans by their names, measures by heading and text.
//
// @param text words — the words, without regard to white space and case
//
// @column kind — Department, Zone, IndustryChain, Plan or Measure
// @column place — the place; of a measure the key of its plan
// @column number — a measure's place in the plan, from 1
// @column name — the name, the title or the heading
// @column key — its key
WITH [place IN range(0, size($text) - 2)
      WHERE all(sign IN [substring($text, place, 1), substring($text, place + 1, 1)] WHERE '一' <= sign <= '龥')
      | '+"' + substring($text, place, 2) + '"'][..99] AS pairs
// Pairs of Chinese characters that stand side by side lead through the index; what it finds is looked at again.
WITH CASE WHEN pairs = [] THEN '*:*' ELSE reduce(asked = '', pair IN pairs | asked + pair) END AS asked
CALL db.index.fulltext.queryNodes('qiantou_words', asked) YIELD node AS n
WHERE $text <> '' AND coalesce(n.scope, '') <> 'gone' AND n.key IS NOT NULL
  AND any(name IN [n.name, n.title, n.document_number, n.words] + coalesce(n.aliases, [])
          WHERE toLower(name) CONTAINS $text)
WITH n, CASE WHEN n:Measure THEN n.heading WHEN n:Plan THEN n.title ELSE n.name END AS name,
     CASE WHEN n:Measure THEN 'Measure' WHEN n:Plan THEN 'Plan' WHEN n:Zone THEN 'Zone'
          WHEN n:Department THEN 'Department' ELSE 'IndustryChain' END AS kind
RETURN kind, coalesce(n.jurisdiction, n.plan, '') AS place, n.position AS number, name, n.key AS key
ORDER BY kind, place, coalesce(number, 0), name, key
