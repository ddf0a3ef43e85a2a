-- What stood in documents before search_documents was fed; the same rows as the view gives (0035), so repeating it changes nothing.
INSERT INTO search_documents
SELECT
    published_at,
    source_id,
    external_id,
    ward_code,
    topic_code,
    arrayDistinct(arrayMap(word -> lower(word), tokens)) AS words,
    arrayFilter(word -> position(lower(title), word) > 0, words) AS title_words
FROM documents FINAL
WHERE visibility = 'public'
