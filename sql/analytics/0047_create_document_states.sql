-- The life of a document: one row per change that was written, none of its words. documents keeps the last version of a
-- row; this keeps what can be told of each. A plan that is written again writes the same seq, so it counts once.
CREATE TABLE IF NOT EXISTS document_states
(
    source_id     LowCardinality(String),
    external_id   String,
    -- Arrival order of the change, and when it arrived
    seq           UInt64 CODEC(Delta, ZSTD(1)),
    received_at   DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    -- Change time at the platform in ms where it tells one, else a count
    version       UInt64 CODEC(ZSTD(1)),
    is_deleted    UInt8,
    visibility    LowCardinality(String),
    status        LowCardinality(String),
    ward_code     LowCardinality(String),
    likes         UInt32,
    comments      UInt32,
    -- Tell whether a text changed, not what it said
    text_hash     UInt64,
    reply_hash    UInt64
)
ENGINE = ReplacingMergeTree
PARTITION BY toYear(received_at)
ORDER BY (source_id, external_id, seq)
