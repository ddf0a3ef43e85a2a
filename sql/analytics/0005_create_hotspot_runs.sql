-- Written after all rows of the run, so that nobody reads half a ranking.
CREATE TABLE IF NOT EXISTS hotspot_runs
(
    run_id           String,
    at               DateTime64(3, 'UTC'),
    finished_at      DateTime64(3, 'UTC'),
    -- Arrival order up to which documents were counted
    seq              UInt64,
    hotspots         UInt32,
    formula_version  LowCardinality(String)
)
ENGINE = ReplacingMergeTree
ORDER BY (at, run_id)
