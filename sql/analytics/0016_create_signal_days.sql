-- Days whose end was looked at for slow rises and clusters; the next run takes up after the last of them.
CREATE TABLE IF NOT EXISTS signal_days
(
    day          Date,
    finished_at  DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY day
