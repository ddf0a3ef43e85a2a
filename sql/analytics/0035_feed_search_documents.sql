-- Keeps search_documents in step with documents. A private document is never found by its words.
CREATE MATERIALIZED VIEW IF NOT EXISTS feed_search_documents TO search_documents AS
SELECT
    published_at,
    source_id,
    external_id,
    ward_code,
    topic_code,
    arrayDistinct(arrayMap(word -> lower(word), tokens)) AS words,
    arrayFilter(word -> position(lower(title), word) > 0, words) AS title_words
FROM documents
WHERE is_deleted = 0 AND visibility = 'public'
