-- A run within the same hour writes what it found anew into the rows of the run before. is_out: the event has no place in that list any more.
ALTER TABLE hotspots ADD COLUMN IF NOT EXISTS is_out UInt8
