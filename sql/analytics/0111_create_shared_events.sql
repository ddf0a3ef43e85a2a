-- The events of shared_rows, and the mark that the copying which first brought all rows of one ended with: that mark or a
-- later one vouches for it. One that was broken off left its mark where it was.
CREATE TABLE IF NOT EXISTS shared_events
(
    -- As in ranking_rows
    event  UInt64 CODEC(NONE),
    seq    SimpleAggregateFunction(min, UInt64)
)
ENGINE = AggregatingMergeTree
ORDER BY event
SETTINGS index_granularity = 1024
