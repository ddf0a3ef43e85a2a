-- Which event a document belongs to, and the few columns that ranking needs, so that a ranking never opens a text.
-- seq: arrival order of the document (replaying members in this order rebuilds the grouping exactly).
-- revision: grows with each change, also when a repair moves the document to another event.
CREATE TABLE IF NOT EXISTS memberships
(
    source_id     LowCardinality(String),
    external_id   String,
    seq           UInt64,
    revision      UInt64,
    is_deleted    UInt8,
    event_id      String,
    score         Float32,
    because       Array(String),
    published_at  DateTime64(3, 'UTC'),
    ward_code     LowCardinality(String),
    topic_code    LowCardinality(String),
    nature        LowCardinality(String),
    severity      UInt8,
    visibility    LowCardinality(String),
    is_open       UInt8,
    reporter_key  String,
    -- Hash of the analysed words: equal for copies of one text
    copy_key      UInt64,
    -- Hash of all that grouping looks at: a change of likes or status keeps the event, a change of text does not
    grouping_key  String,
    likes         UInt32,
    places        Array(LowCardinality(String))
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
PARTITION BY toYYYYMM(published_at)
ORDER BY (source_id, external_id)
