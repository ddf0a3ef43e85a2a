-- What people did to events, and what the grouping has to respect from it.
create table event_acts (
  act_no bigint generated always as identity primary key,
  kind text not null check (kind in ('merge', 'move')),
  event_id text not null,
  act jsonb not null,
  asked_at timestamptz not null,
  actor_name text not null,
  -- Filled when the applier has done it: [{key, from, to}].
  moves jsonb,
  undone_by bigint references event_acts (act_no)
);
create index event_acts_by_event on event_acts (event_id, act_no desc);
create table event_constraints (
  document_key text not null,
  event_id text not null,
  kind text not null check (kind in ('forbidden', 'pinned')),
  primary key (document_key, event_id, kind)
);
