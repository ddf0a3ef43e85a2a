-- heat_low, heat_high: the heat if counts were as low or high as chance alone may make them (95 %).
-- own_ward: the smallest ward that holds all documents of the row.
-- is_cut: behind the ward's list stand more events than were kept. rank follows from the order of a list and is no longer stored.
ALTER TABLE hotspots
    ADD COLUMN IF NOT EXISTS heat_low Float32,
    ADD COLUMN IF NOT EXISTS heat_high Float32,
    ADD COLUMN IF NOT EXISTS own_ward LowCardinality(String),
    ADD COLUMN IF NOT EXISTS is_cut UInt8
