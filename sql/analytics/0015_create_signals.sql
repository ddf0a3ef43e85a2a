-- What the detectors called: bursts, slow rises, clusters in space and time, sources that fell silent. One row per signal; a later
-- revision replaces it (it goes on, it has ended). The id says what and since when, so a run that is repeated changes nothing.
CREATE TABLE IF NOT EXISTS signals
(
    signal_id           String,
    revision            UInt64,
    is_deleted          UInt8,
    kind                LowCardinality(String),
    -- Where: the ward that holds it, and the set of a cluster
    ward_code           LowCardinality(String),
    ward_codes          Array(String),
    topic_code          LowCardinality(String),
    source_id           LowCardinality(String),
    -- When it was called, since when it is counted, until when it held
    raised_at           DateTime64(3, 'UTC'),
    since               DateTime64(3, 'UTC'),
    last_at             DateTime64(3, 'UTC'),
    -- What it rests on
    observed            Float64,
    expected            Float64,
    dispersion          Float64,
    p_value             Float64,
    score               Float64,
    recurrence_days     Float64,
    event_ids           Array(String),
    parameters_version  UInt32
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY signal_id
