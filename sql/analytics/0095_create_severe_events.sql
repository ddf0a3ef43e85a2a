-- Days on which a document of an event told of a danger: a ranking looks at such events whatever their size, and they are
-- one document in two hundred. A row stays when its document goes or turns out harmless; the event is then looked at in vain.
CREATE TABLE IF NOT EXISTS severe_events
(
    -- As in ranking_rows
    day    Date,
    event  UInt64
)
ENGINE = ReplacingMergeTree
ORDER BY (day, event)
