-- Runs that analyse the stored history again by the words and the model of their time.
create table history_runs (
  run_no bigint generated always as identity primary key,
  version text not null,
  asked_at timestamptz(3) not null,
  asked_by text not null,
  -- Documents of another version when it began, and those taken up since.
  total bigint not null,
  done bigint not null default 0,
  -- Moves with every page: a run that stands still shows it.
  moved_at timestamptz(3) not null,
  finished_at timestamptz(3),
  problem text not null default ''
);
create unique index history_runs_one_at_a_time on history_runs ((true)) where finished_at is null;
