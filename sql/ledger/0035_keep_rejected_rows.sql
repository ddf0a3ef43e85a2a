-- A rejected row as received, to be taken once the fault is mended: encrypted by a key that is not in this database.
-- Emptied when it was tried again, and after 90 days.
alter table rejects
    add column sealed      bytea,
    add column replayed_at timestamptz;
create index rejects_waiting on rejects (reject_id desc) where replayed_at is null;
-- A row that comes again at each pull stands in the inbox once.
create index rejects_by_position on rejects (source_id, position, reason) where replayed_at is null;
