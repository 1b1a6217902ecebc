MATCH (m:Measure)
WHERE m.scope <> 'gone' AND ($text = '' OR m.text CONTAINS $text)
RETURN m.plan AS plan, m.position AS number, m.path AS path, m.heading AS heading, m.duty AS duty, m.text AS text
ORDER BY plan, number
