-- One row per version of a document; read with FINAL. seq is the arrival order and decides which version counts, so that a
-- re-located or re-segmented document replaces the older row although its platform version is the same.
-- The key is the identity, so that a change finds its predecessor; the month partition serves every window.
CREATE TABLE IF NOT EXISTS documents
(
    source_id         LowCardinality(String),
    external_id       String,
    -- Life of the row
    version           UInt64,
    seq               UInt64,
    is_deleted        UInt8,
    content_hash      String CODEC(NONE),
    received_at       DateTime64(3, 'UTC'),
    -- What, when, where
    kind              LowCardinality(String),
    visibility        LowCardinality(String),
    published_at      DateTime64(3, 'UTC'),
    ward_code         LowCardinality(String),
    estate            LowCardinality(String),
    board             LowCardinality(String),
    -- Masked text
    title             String CODEC(ZSTD(3)),
    text              String CODEC(ZSTD(3)),
    reply             String CODEC(ZSTD(3)),
    replied_at        Nullable(DateTime64(3, 'UTC')),
    closed_at         Nullable(DateTime64(3, 'UTC')),
    status            LowCardinality(String),
    reporter_key      String,
    likes             UInt32,
    comments          UInt32,
    -- What the analysis found
    tokens            Array(String) CODEC(ZSTD(3)),
    topic_code        LowCardinality(String),
    topic_confidence  Float32,
    topic_words       Array(String),
    nature            LowCardinality(String),
    severity          UInt8,
    severity_words    Array(String),
    places            Array(String),
    lexicon_version   LowCardinality(String)
)
ENGINE = ReplacingMergeTree(seq, is_deleted)
PARTITION BY toYYYYMM(published_at)
ORDER BY (source_id, external_id)
