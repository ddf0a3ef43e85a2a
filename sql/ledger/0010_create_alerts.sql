-- Alerts and what hangs on them: assignments, clocks, occurrences, actions done.
-- All instants are UTC; the rules that move a row live in jobs/alerts/lifecycle, never in SQL.

-- Numbers that an office quotes, e.g. 2020-0042: counted per year of the first raise, without gaps.
create table alert_numbers (
  year integer primary key,
  last integer not null
);

create table alerts (
  alert_id text primary key,
  number text not null unique,
  -- district + event: at most one open alert per fingerprint, see the partial index below.
  fingerprint text not null,
  event_id text not null,
  state text not null check (state in ('raised', 'pushed', 'acked', 'return_pending', 'replied', 'resolved',
    'verified', 'closed', 'auto_cleared', 'reopened')),
  level text not null check (level in ('blue', 'yellow', 'orange', 'red')),
  -- For optimistic locking: grows when a state or an assignment changes, not with fresh figures or reminders,
  -- so that a sweep in the background never refuses the person who is about to sign.
  version integer not null,
  -- Number of the last transition of any kind; names log rows and deliveries.
  seq integer not null,
  title text not null,
  place text not null,
  topic_code text not null,
  topic_name text not null,
  category_code text not null,
  ward_code text not null,
  -- The latest figures of the hotspot.
  run_id text not null,
  heat double precision not null,
  reporters integer not null,
  communities integer not null,
  documents integer not null,
  severity smallint not null,
  surprise double precision not null,
  -- Private matters: messages carry only the number and the link, readers are fewer.
  sensitive boolean not null,
  -- true: waits for a person's approval before the first push.
  needs_approval boolean not null,
  push_after timestamptz(3) not null,
  -- Distinct reporters at the last push; a new wave is half as many again.
  reporters_at_push integer not null,
  -- Runs in a row below the exit threshold.
  cool_runs integer not null,
  -- After its end the hotspot has to cool once before the same matter may reopen the alert.
  cooled_since_end boolean not null,
  return_count integer not null,
  reopen_count integer not null,
  supervision text not null check (supervision in ('', 'urge', 'supervise', 'circular')),
  silenced_until timestamptz(3),
  recurrence_of text references alerts,
  follow_up_result text not null check (follow_up_result in ('', 'satisfied', 'basically', 'dissatisfied', 'unreachable')),
  raised_at timestamptz(3) not null,
  pushed_at timestamptz(3),
  resolved_at timestamptz(3),
  ended_at timestamptz(3),
  updated_at timestamptz(3) not null
);

create unique index alerts_one_open_per_fingerprint on alerts (fingerprint)
  where state not in ('closed', 'auto_cleared');
create index alerts_by_fingerprint on alerts (fingerprint, raised_at desc);
create index alerts_by_time on alerts (raised_at desc, alert_id);
create index alerts_by_ward on alerts (ward_code text_pattern_ops);
create index alerts_by_event on alerts (event_id);
create index alerts_waiting_for_push on alerts (push_after) where state = 'raised' and not needs_approval;

-- One row per alert and department that holds or held it.
create table alert_assignments (
  assignment_id text primary key,
  alert_id text not null references alerts,
  department_code text not null,
  department_name text not null,
  -- The line as routed: a later change of the district file does not move the alert to other eyes.
  line text not null,
  role text not null check (role in ('lead', 'assist')),
  state text not null check (state in ('waiting', 'pushed', 'acked', 'return_pending', 'replied', 'resolved', 'withdrawn')),
  return_count integer not null,
  extension text not null check (extension in ('none', 'asked', 'granted', 'refused')),
  extension_days integer not null,
  pushed_at timestamptz(3),
  acked_at timestamptz(3),
  acked_by text not null,
  first_replied_at timestamptz(3),
  reply_outcome text not null check (reply_outcome in ('', 'solved', 'partly', 'explained', 'unsolvable')),
  reply_text text not null,
  resolved_at timestamptz(3),
  created_at timestamptz(3) not null
);

create unique index alert_assignments_one_per_department on alert_assignments (alert_id, department_code)
  where state <> 'withdrawn';
create index alert_assignments_by_department on alert_assignments (department_code, state);
create index alert_assignments_by_line on alert_assignments (line, alert_id);

-- Running and finished clocks. due_at and next_at are null when the working calendar of that year is not published.
create table alert_clocks (
  clock_id text primary key,
  alert_id text not null references alerts,
  -- '' for a clock of the whole alert (follow-up).
  assignment_id text not null,
  kind text not null check (kind in ('sign', 'reply', 'resolve', 'decide_return', 'follow_up')),
  unit text not null check (unit in ('natural', 'working')),
  started_at timestamptz(3) not null,
  due_at timestamptz(3),
  uncovered_year integer,
  calendar_version text not null,
  -- The last of 50, 80, 100, 150 percent that was announced, and when the next one comes.
  announced smallint not null,
  next_at timestamptz(3),
  stopped_at timestamptz(3),
  outcome text not null check (outcome in ('running', 'met', 'missed', 'void'))
);

create unique index alert_clocks_one_running on alert_clocks (alert_id, assignment_id, kind) where stopped_at is null;
create index alert_clocks_by_next on alert_clocks (next_at) where stopped_at is null;

-- The figures of each run in which an open alert's hotspot changed.
create table alert_occurrences (
  alert_id text not null references alerts,
  run_id text not null,
  at timestamptz(3) not null,
  heat double precision not null,
  reporters integer not null,
  documents integer not null,
  primary key (alert_id, run_id)
);

-- Idempotency keys of people's actions; a repeat gets the first answer.
create table alert_actions (
  idempotency_key text primary key,
  -- Hash of actor, alert, assignment and action: the same key for another request is refused.
  request_hash text not null,
  result text not null,
  at timestamptz(3) not null
);
