-- How many persons spoke of a place on each local day, by the wards of each level: what a ranking holds events against, one
-- row for a place and month, so that the weeks before some thousand places are one narrow pass. Counted from ranking_rows by
-- the jobs (settle-usual-days.ts); what has come since counts from there.
CREATE TABLE IF NOT EXISTS usual_days
(
    -- As 202012, by local days
    month      UInt32,
    -- Hash of place and category, as in ranking_rows
    subject    UInt64 CODEC(NONE),
    -- Arrival order up to which documents are counted
    seq        UInt64 CODEC(Delta, LZ4),
    -- ward: as in ranking_rows within the level, 0 for the district; day: days since 1970
    district   Array(Tuple(ward UInt32, day UInt16, persons UInt32)),
    street     Array(Tuple(ward UInt32, day UInt16, persons UInt32)),
    community  Array(Tuple(ward UInt64, day UInt16, persons UInt32))
)
ENGINE = ReplacingMergeTree(seq)
PARTITION BY month
ORDER BY subject
SETTINGS index_granularity = 256
