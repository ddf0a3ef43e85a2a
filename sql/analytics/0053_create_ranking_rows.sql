-- What ranking reads, row by row and in numbers: each document under its event, and each of its mentions under the place
-- that it names with its category, so that what a ranking asks of an event or a place lies together. It takes the place of
-- ranking_facts (by days) and ranking_subjects (no months): a window of thousands of events and places costs less as a pass
-- over its months than as that many look-ups.
-- A document whose day, event, place or category changes must be taken out as it was (document-rows.ts): they are part of the key.
CREATE TABLE IF NOT EXISTS ranking_rows
(
    is_mention    UInt8,
    -- Hash of the event; of a mention, of place and category
    subject       UInt64,
    day           Date,
    document      UInt64 CODEC(NONE),
    published_at  DateTime64(3, 'UTC') CODEC(T64, LZ4),
    revision      UInt64 CODEC(Delta, LZ4),
    is_deleted    UInt8,
    -- Twelve digits of a community, with 000 at the end where only the street is known, 0 where not even that
    ward          UInt64 CODEC(T64, LZ4),
    person        UInt64 CODEC(NONE),
    copy          UInt64,
    source        LowCardinality(String),
    severity      UInt8,
    -- 0 praise and what is no matter, 2 a plain question, which weighs where enough people ask it, 1 all others
    weighs        UInt8,
    is_open       UInt8,
    is_private    UInt8,
    INDEX by_revision revision TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (is_mention, subject, day, document)
SETTINGS index_granularity = 1024
