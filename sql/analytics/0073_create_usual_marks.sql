-- Arrival order up to which usual_days counts everything, and the zone of its days; one row, written after those it tells of.
CREATE TABLE IF NOT EXISTS usual_marks
(
    only       UInt8,
    seq        UInt64,
    time_zone  String
)
ENGINE = ReplacingMergeTree
ORDER BY only
