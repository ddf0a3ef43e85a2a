-- The outbox: written in the transaction of the transition that it announces, so neither exists without the other.

CREATE TABLE deliveries (
  -- Derived from (alert, seq, channel, target): the same on every attempt, and the receiver's key against repeats.
  delivery_id text PRIMARY KEY,
  -- Event id of the page's live stream. Rows are written after the log row of their transition, whose lock orders
  -- the commits: whoever has seen position n has seen all below it.
  position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  alert_id text NOT NULL REFERENCES alerts,
  seq integer NOT NULL,
  assignment_id text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('inapp', 'webhook', 'wecom', 'dingtalk', 'feishu', 'email')),
  -- An endpoint id (department and a hash of its address; no secret), or 'page'.
  target text NOT NULL,
  reason text NOT NULL,
  -- Facts at the moment of the transition, as JSON: counts, topic, place; no quotation, no personal data.
  facts text NOT NULL,
  -- held: quiet hours, until not_before · muted: silenced by a leader · void: the matter ended first.
  status text NOT NULL CHECK (status IN ('pending', 'held', 'sent', 'dead', 'muted', 'void')),
  not_before timestamptz(3) NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  -- Real time, not the replayed clock's: when a failed attempt is repeated.
  retry_at timestamptz(3),
  -- Real time when an attempt began; a second worker keeps off until it is stale.
  claimed_at timestamptz(3),
  last_code text NOT NULL DEFAULT '',
  created_at timestamptz(3) NOT NULL,
  -- Real time: lets the sweep find a row whose queue job was lost.
  written_at timestamptz(3) NOT NULL DEFAULT now(),
  sent_at timestamptz(3),
  UNIQUE (alert_id, seq, channel, target)
);
CREATE INDEX deliveries_waiting ON deliveries (status, written_at) WHERE status IN ('pending', 'held');
CREATE INDEX deliveries_in_app ON deliveries (position) WHERE channel = 'inapp';

-- Every attempt, in real time. code: 'ok', an HTTP status, a channel's own error code, or a network error's name.
CREATE TABLE delivery_attempts (
  delivery_id text NOT NULL REFERENCES deliveries,
  attempt integer NOT NULL,
  at timestamptz(3) NOT NULL,
  ms integer NOT NULL,
  http_status integer,
  code text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('sent', 'retry', 'dead')),
  PRIMARY KEY (delivery_id, attempt)
);

-- Health of endpoints; a row exists only once something was seen.
CREATE TABLE delivery_endpoints (
  endpoint_id text PRIMARY KEY,
  disabled_at timestamptz(3),
  disabled_reason text NOT NULL,
  failures_in_a_row integer NOT NULL,
  last_ok_at timestamptz(3)
);
