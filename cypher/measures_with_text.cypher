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
MATCH (m:Measure)
WHERE m.scope <> 'gone' AND ($text = '' OR m.text CONTAINS $text)
RETURN m.plan AS plan, m.position AS number, m.path AS path, m.heading AS heading, m.duty AS duty, m.text AS text
ORDER BY plan, number
