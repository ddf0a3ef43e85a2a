-- What names an event's background and its age, under short granules: a ranking looks up some thousand of millions.
-- background 0: the event names no place, and the whole category in the ward is its background.
CREATE TABLE IF NOT EXISTS ranking_events
(
    event       UInt64,
    revision    UInt64 CODEC(Delta, LZ4),
    is_deleted  UInt8,
    event_id    String,
    background  UInt64,
    category    LowCardinality(String),
    first_at    DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY event
SETTINGS index_granularity = 256
