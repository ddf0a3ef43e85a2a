-- 剔除/申诉: a case that somebody asks to leave out of the rates, and another person's decision. Nothing is ever deleted.
create table case_exclusions (
  exclusion_id bigint generated always as identity primary key,
  assignment_id text not null references alert_assignments,
  -- Masked, as everything that people write.
  reason text not null,
  basis text not null,
  asked_by_id text not null,
  asked_by text not null,
  asked_at timestamptz(3) not null,
  decision text not null default 'pending' check (decision in ('pending', 'granted', 'refused')),
  decided_by text not null default '',
  decided_at timestamptz(3),
  decision_note text not null default ''
);
-- A case is asked for once; after a refusal it may be asked for again.
create unique index case_exclusions_one_per_case on case_exclusions (assignment_id) where decision <> 'refused';

-- The figures of a closed month as they were published. Version 1 froze it; each further one is a 更正 with its reason.
create table supervision_months (
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  version integer not null check (version > 0),
  body text not null,
  at timestamptz(3) not null,
  by_name text not null,
  note text not null,
  primary key (month, version)
);
create function supervision_months_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'a frozen month is corrected by a further version' using errcode = 'insufficient_privilege';
end $$;
create trigger supervision_months_refuse_change before update or delete on supervision_months
  for each row execute function supervision_months_refuse();

-- Cases of a month are found by when they were pushed and when their clocks end.
create index alert_assignments_by_push on alert_assignments (pushed_at) where role = 'lead';
create index alert_clocks_by_due on alert_clocks (due_at) where kind in ('sign', 'reply', 'resolve');
