-- What ranking reads of each document, in numbers only and in the order of days, so that a window is one narrow range.
-- background 0 is the document itself. The others are its mentions, one for each place that it names: hash of place and
-- category, so that the weeks before at one place lie together too.
-- A document whose day, place or category changes must be taken out as it was (see plan-batches.ts): they are part of the key.
CREATE TABLE IF NOT EXISTS ranking_facts
(
    background    UInt64,
    day           Date,
    document      UInt64,
    published_at  DateTime64(3, 'UTC') CODEC(Delta, LZ4),
    revision      UInt64 CODEC(Delta, LZ4),
    is_deleted    UInt8,
    event         UInt64,
    -- Twelve digits of a community, with 000 at the end where only the street is known, 0 where not even that
    ward          UInt64,
    category      LowCardinality(String),
    person        UInt64,
    copy          UInt64,
    source        LowCardinality(String),
    severity      UInt8,
    -- Praise and plain consultation are counted but do not weigh, unless they name a danger
    weighs        UInt8,
    is_open       UInt8,
    is_private    UInt8,
    INDEX by_revision revision TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (background, day, document)
SETTINGS index_granularity = 1024
