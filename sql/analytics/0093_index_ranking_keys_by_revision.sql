-- Each run asks which events have been described since the last one.
ALTER TABLE ranking_keys ADD INDEX IF NOT EXISTS by_revision revision TYPE minmax GRANULARITY 1
