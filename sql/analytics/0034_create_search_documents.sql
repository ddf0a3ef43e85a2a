-- The words of each public document under an inverted index, newest at the end: a search reads from there and stops when
-- it has enough. Apart from documents, which are read by identity and with FINAL, where an index may not be asked alone.
-- A changed document replaces its row in time, a deleted one stays: what is found is held against the document itself.
CREATE TABLE IF NOT EXISTS search_documents
(
    published_at  DateTime64(3, 'UTC') CODEC(Delta, LZ4),
    source_id     LowCardinality(String),
    external_id   String,
    ward_code     LowCardinality(String),
    topic_code    LowCardinality(String),
    -- Each word once, in small letters
    words         Array(String) CODEC(ZSTD(3)),
    -- Those of them that the title says
    title_words   Array(String) CODEC(ZSTD(3)),
    INDEX by_word words TYPE text(tokenizer = 'array'),
    INDEX by_title_word title_words TYPE text(tokenizer = 'array')
)
ENGINE = ReplacingMergeTree
PARTITION BY toYear(published_at)
ORDER BY (published_at, source_id, external_id)
