-- What was done about a matter and when (a one-way road, a drain dug up), as people mark it, so that before and after can be told.
-- A mark taken back keeps its row.
create table interventions (
  intervention_id bigint generated always as identity primary key,
  event_id text not null,
  done_at timestamptz not null,
  title text not null,
  created_at timestamptz not null,
  created_by text not null,
  removed_at timestamptz,
  removed_by text
);
create index interventions_event on interventions (event_id) where removed_at is null;
