-- What ranking_rows has of events of two documents or more, and of those that told of a danger: all that a ranking may list,
-- half of the rows. Copied by the jobs (copy-shared-rows.ts) up to the mark of usual_marks; what has changed since is read
-- from ranking_rows. An event that lost its others stays: it is looked at in vain.
CREATE TABLE IF NOT EXISTS shared_rows
(
    -- As in ranking_rows
    subject       UInt64,
    day           Date,
    document      UInt64 CODEC(NONE),
    published_at  DateTime64(3, 'UTC') CODEC(T64, LZ4),
    revision      UInt64 CODEC(Delta, LZ4),
    is_deleted    UInt8,
    ward          UInt64 CODEC(T64, LZ4),
    person        UInt64 CODEC(NONE),
    copy          UInt64,
    source        LowCardinality(String),
    severity      UInt8,
    weighs        UInt8,
    is_open       UInt8,
    is_private    UInt8
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (subject, day, document)
SETTINGS index_granularity = 1024
