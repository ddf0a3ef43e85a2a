-- The words that describe an event, rewritten whenever its members change; an event without members is deleted.
CREATE TABLE IF NOT EXISTS events
(
    event_id        String,
    revision        UInt64,
    is_deleted      UInt8,
    kind            LowCardinality(String),
    title           String,
    keywords        Array(String),
    summary         String,
    place           String,
    topic_code      LowCardinality(String),
    first_at        DateTime64(3, 'UTC'),
    last_at         DateTime64(3, 'UTC'),
    document_count  UInt32
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY event_id
