-- Runs that look again for the ward of documents that had none, after wards, estates or places changed.
create table relocations (
  run_no bigint generated always as identity primary key,
  -- Names the wards, estates, aliases and places of its time.
  gazetteer text not null,
  asked_at timestamptz(3) not null,
  -- Documents without a ward when it began, those looked at since, and those of them that got one.
  total bigint not null,
  looked bigint not null default 0,
  found bigint not null default 0,
  -- Moves with every page: a run that stands still shows it.
  moved_at timestamptz(3) not null,
  finished_at timestamptz(3)
);
create unique index relocations_one_at_a_time on relocations ((true)) where finished_at is null;
