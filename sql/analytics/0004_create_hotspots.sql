-- One row per run, window, ward and event. A run counts once its row stands in hotspot_runs; pages read the latest such run.
CREATE TABLE IF NOT EXISTS hotspots
(
    run_id             String,
    at                 DateTime64(3, 'UTC'),
    window_days        UInt16,
    ward_code          LowCardinality(String),
    level              LowCardinality(String),
    event_id           String,
    rank               UInt32,
    heat               Float32,
    volume_points      Float32,
    burst_points       Float32,
    severity_points    Float32,
    overdue_points     Float32,
    spread_points      Float32,
    documents          UInt32,
    reporters          UInt32,
    communities        UInt32,
    sources            UInt32,
    open_documents     UInt32,
    overdue_days       UInt32,
    private_documents  UInt32,
    severity           UInt8,
    weighted           Float32,
    expected           Float32,
    surprise           Float32,
    peak_day           String,
    peak_reporters     UInt32,
    trend              LowCardinality(String),
    formula_version    LowCardinality(String)
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (run_id, window_days, ward_code, event_id)
