-- What names an event's background and its age. It takes the place of ranking_events: apart from the events of one document,
-- of which there are twenty times as many, the others are so few that a pass over them costs less than looking some up.
-- is_single is part of the key, and an event that grew leaves its old row behind: of both the one of the highest revision
-- holds, which for an event of two documents or more is the row among the others.
-- background 0: the event names no place, and is its own background.
CREATE TABLE IF NOT EXISTS ranking_keys
(
    is_single   UInt8,
    event       UInt64 CODEC(NONE),
    revision    UInt64 CODEC(Delta, LZ4),
    is_deleted  UInt8,
    event_id    String,
    background  UInt64,
    first_at    DateTime64(3, 'UTC') CODEC(T64, LZ4)
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (is_single, event)
SETTINGS index_granularity = 1024
