-- Which file of the data folder holds the state of the grouping, and after which batch of the log it was written. The
-- file alone proves nothing: a folder may be older or newer than the ledger beside it, as after a restore.
create table grouping_snapshot (
  is_only boolean primary key default true check (is_only),
  snapshot_id text not null,
  batch_no bigint not null,
  saved_at timestamptz(3) not null default now()
);
