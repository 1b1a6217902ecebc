// Measures whose text holds some words.
//
// @param text string — the words
//
// @column plan — key of the plan
// @column number — the measure's place in the plan, from 1
// @column path — the numbered items over it
// @column heading — its heading
// @column duty — the annotation as printed
// @column text — the text that the annotation covers
WITH [place IN range(0, size($text) - 2)
      WHERE all(sign IN [substring($text, place, 1), substring($text, place + 1, 1)] WHERE '一' <= sign <= '龥')
      | '+"' + substring($text, place, 2) + '"'][..99] AS pairs
// Pairs of Chinese characters that stand side by side lead through the index; what it finds is looked at again.
WITH CASE WHEN pairs = [] THEN '*:*' ELSE reduce(asked = '', pair IN pairs | asked + pair) END AS asked
CALL db.index.fulltext.queryNodes('qiantou_words', asked) YIELD node AS m
WHERE m:Measure AND m.scope <> 'gone' AND m.key IS NOT NULL AND ($text = '' OR m.text CONTAINS $text)
RETURN m.plan AS plan, m.position AS number, m.path AS path, m.heading AS heading, m.duty AS duty, m.text AS text
ORDER BY plan, number
