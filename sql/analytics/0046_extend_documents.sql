-- The writing that a text came in, what its platform lists as done with it, and who closed it.
ALTER TABLE documents
    ADD COLUMN IF NOT EXISTS language LowCardinality(String),
    ADD COLUMN IF NOT EXISTS steps Array(Tuple(at DateTime64(3, 'UTC'), kind LowCardinality(String), level LowCardinality(String))),
    ADD COLUMN IF NOT EXISTS closed_level LowCardinality(String)
