-- How many persons spoke of a subject on each local day, by the wards of each level: what a ranking holds events against,
-- one row for a subject and month. Counted from ranking_rows by the jobs (settle-usual-days.ts); what has come since counts
-- from there. It takes the place of usual_days, which knew places only and kept ward, day and persons in lists of their own:
-- to look a list up costs more than to read it.
CREATE TABLE IF NOT EXISTS usual_months
(
    -- As 202012, by local days
    month      UInt32,
    -- As in ranking_rows: a place with its category, or an event of two documents or more that names no place
    subject    UInt64 CODEC(NONE),
    -- Arrival order up to which documents are counted
    seq        UInt64 CODEC(Delta, LZ4),
    -- Ward (as in ranking_rows within the level, 0 for the district) in the upper 40 bits, day of the month in 5, persons in 19
    district   Array(UInt64),
    street     Array(UInt64),
    community  Array(UInt64)
)
ENGINE = ReplacingMergeTree(seq)
PARTITION BY month
ORDER BY subject
SETTINGS index_granularity = 256
