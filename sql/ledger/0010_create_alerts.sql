-- Alerts and what hangs on them: assignments, clocks, occurrences, actions done.
-- All instants are UTC; the rules that move a row live in jobs/alerts/lifecycle, never in SQL.

CREATE TABLE alerts (
  alert_id text PRIMARY KEY,
  -- district + event: at most one open alert per fingerprint, see the partial index below.
  fingerprint text NOT NULL,
  event_id text NOT NULL,
  state text NOT NULL CHECK (state IN ('raised', 'pushed', 'acked', 'return_pending', 'replied', 'resolved',
    'verified', 'closed', 'auto_cleared', 'reopened')),
  level text NOT NULL CHECK (level IN ('blue', 'yellow', 'orange', 'red')),
  -- For optimistic locking: grows when a state or an assignment changes, not with fresh figures or reminders,
  -- so that a sweep in the background never refuses the person who is about to sign.
  version integer NOT NULL,
  -- Number of the last transition of any kind; names log rows and deliveries.
  seq integer NOT NULL,
  title text NOT NULL,
  place text NOT NULL,
  topic_code text NOT NULL,
  topic_name text NOT NULL,
  category_code text NOT NULL,
  ward_code text NOT NULL,
  -- The latest figures of the hotspot.
  run_id text NOT NULL,
  heat double precision NOT NULL,
  reporters integer NOT NULL,
  communities integer NOT NULL,
  documents integer NOT NULL,
  severity smallint NOT NULL,
  surprise double precision NOT NULL,
  -- Private matters: messages carry only the number and the link, readers are fewer.
  sensitive boolean NOT NULL,
  -- true: waits for a person's approval before the first push.
  needs_approval boolean NOT NULL,
  push_after timestamptz(3) NOT NULL,
  -- Distinct reporters at the last push; a new wave is half as many again.
  reporters_at_push integer NOT NULL,
  -- Runs in a row below the exit threshold.
  cool_runs integer NOT NULL,
  -- After its end the hotspot has to cool once before the same matter may reopen the alert.
  cooled_since_end boolean NOT NULL,
  return_count integer NOT NULL,
  reopen_count integer NOT NULL,
  supervision text NOT NULL CHECK (supervision IN ('', 'urge', 'supervise', 'circular')),
  silenced_until timestamptz(3),
  recurrence_of text REFERENCES alerts,
  follow_up_result text NOT NULL CHECK (follow_up_result IN ('', 'satisfied', 'basically', 'dissatisfied', 'unreachable')),
  raised_at timestamptz(3) NOT NULL,
  pushed_at timestamptz(3),
  resolved_at timestamptz(3),
  ended_at timestamptz(3),
  updated_at timestamptz(3) NOT NULL
);

CREATE UNIQUE INDEX alerts_one_open_per_fingerprint ON alerts (fingerprint)
  WHERE state NOT IN ('closed', 'auto_cleared');
CREATE INDEX alerts_by_fingerprint ON alerts (fingerprint, raised_at DESC);
CREATE INDEX alerts_by_time ON alerts (raised_at DESC, alert_id);
CREATE INDEX alerts_by_ward ON alerts (ward_code text_pattern_ops);
CREATE INDEX alerts_by_event ON alerts (event_id);
CREATE INDEX alerts_waiting_for_push ON alerts (push_after) WHERE state = 'raised' AND NOT needs_approval;

-- One row per alert and department that holds or held it.
CREATE TABLE alert_assignments (
  assignment_id text PRIMARY KEY,
  alert_id text NOT NULL REFERENCES alerts,
  department_code text NOT NULL,
  department_name text NOT NULL,
  -- The line as routed: a later change of the district file does not move the alert to other eyes.
  line text NOT NULL,
  role text NOT NULL CHECK (role IN ('lead', 'assist')),
  state text NOT NULL CHECK (state IN ('waiting', 'pushed', 'acked', 'return_pending', 'replied', 'resolved', 'withdrawn')),
  return_count integer NOT NULL,
  extension text NOT NULL CHECK (extension IN ('none', 'asked', 'granted', 'refused')),
  extension_days integer NOT NULL,
  pushed_at timestamptz(3),
  acked_at timestamptz(3),
  acked_by text NOT NULL,
  first_replied_at timestamptz(3),
  reply_outcome text NOT NULL CHECK (reply_outcome IN ('', 'solved', 'partly', 'explained', 'unsolvable')),
  reply_text text NOT NULL,
  resolved_at timestamptz(3),
  created_at timestamptz(3) NOT NULL
);

CREATE UNIQUE INDEX alert_assignments_one_per_department ON alert_assignments (alert_id, department_code)
  WHERE state <> 'withdrawn';
CREATE INDEX alert_assignments_by_department ON alert_assignments (department_code, state);
CREATE INDEX alert_assignments_by_line ON alert_assignments (line, alert_id);

-- Running and finished clocks. due_at and next_at are NULL when the working calendar of that year is not published.
CREATE TABLE alert_clocks (
  clock_id text PRIMARY KEY,
  alert_id text NOT NULL REFERENCES alerts,
  -- '' for a clock of the whole alert (follow-up).
  assignment_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('sign', 'reply', 'resolve', 'decide_return', 'follow_up')),
  unit text NOT NULL CHECK (unit IN ('natural', 'working')),
  started_at timestamptz(3) NOT NULL,
  due_at timestamptz(3),
  uncovered_year integer,
  calendar_version text NOT NULL,
  -- The last of 50, 80, 100, 150 percent that was announced, and when the next one comes.
  announced smallint NOT NULL,
  next_at timestamptz(3),
  stopped_at timestamptz(3),
  outcome text NOT NULL CHECK (outcome IN ('running', 'met', 'missed', 'void'))
);

CREATE UNIQUE INDEX alert_clocks_one_running ON alert_clocks (alert_id, assignment_id, kind) WHERE stopped_at IS NULL;
CREATE INDEX alert_clocks_by_next ON alert_clocks (next_at) WHERE stopped_at IS NULL;

-- The figures of each run in which an open alert's hotspot changed.
CREATE TABLE alert_occurrences (
  alert_id text NOT NULL REFERENCES alerts,
  run_id text NOT NULL,
  at timestamptz(3) NOT NULL,
  heat double precision NOT NULL,
  reporters integer NOT NULL,
  documents integer NOT NULL,
  PRIMARY KEY (alert_id, run_id)
);

-- Idempotency keys of people's actions; a repeat gets the first answer.
CREATE TABLE alert_actions (
  idempotency_key text PRIMARY KEY,
  -- Hash of actor, alert, assignment and action: the same key for another request is refused.
  request_hash text NOT NULL,
  result text NOT NULL,
  at timestamptz(3) NOT NULL
);
