-- What is known of each event and of each place, row by row: the copy of ranking_facts for looking up some thousand of millions.
-- subject: the event of a document; or, for a mention, hash of the place that it names and its category.
-- A document whose day, event, place or category changes must be taken out as it was (document-rows.ts): they are part of the key.
-- Short granules and blocks, and no months: a look-up reads one short range and little beside what it asks for.
CREATE TABLE IF NOT EXISTS ranking_subjects
(
    subject       UInt64,
    day           Date,
    document      UInt64,
    published_at  DateTime64(3, 'UTC'),
    revision      UInt64,
    is_deleted    UInt8,
    is_mention    UInt8,
    ward          UInt64,
    person        UInt64,
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
ORDER BY (subject, day, document)
SETTINGS index_granularity = 128, min_compress_block_size = 4096, max_compress_block_size = 16384
