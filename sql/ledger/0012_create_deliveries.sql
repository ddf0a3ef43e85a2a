-- The outbox: written in the transaction of the transition that it announces, so neither exists without the other.

create table deliveries (
  -- Derived from (alert, seq, channel, target): the same on every attempt, and the receiver's key against repeats.
  delivery_id text primary key,
  -- Event id of the page's live stream. Rows are written after the log row of their transition, whose lock orders
  -- the commits: whoever has seen position n has seen all below it.
  position bigint generated always as identity unique,
  alert_id text not null references alerts,
  seq integer not null,
  assignment_id text not null,
  channel text not null check (channel in ('inapp', 'webhook', 'wecom', 'dingtalk', 'feishu', 'email')),
  -- An endpoint id (department and a hash of its address; no secret), or 'page'.
  target text not null,
  reason text not null,
  -- Facts at the moment of the transition, as JSON: counts, topic, place; no quotation, no personal data.
  facts text not null,
  -- held: quiet hours, until not_before · muted: silenced by a leader · void: the matter ended first.
  status text not null check (status in ('pending', 'held', 'sent', 'dead', 'muted', 'void')),
  not_before timestamptz(3) not null,
  attempts integer not null default 0,
  -- Real time, not the replayed clock's: when a failed attempt is repeated.
  retry_at timestamptz(3),
  -- Real time when an attempt began; a second worker keeps off until it is stale.
  claimed_at timestamptz(3),
  last_code text not null default '',
  created_at timestamptz(3) not null,
  -- Real time: lets the sweep find a row whose queue job was lost.
  written_at timestamptz(3) not null default now(),
  sent_at timestamptz(3),
  unique (alert_id, seq, channel, target)
);
create index deliveries_waiting on deliveries (status, written_at) where status in ('pending', 'held');
create index deliveries_in_app on deliveries (position) where channel = 'inapp';

-- Every attempt, in real time. code: 'ok', an HTTP status, a channel's own error code, or a network error's name.
create table delivery_attempts (
  delivery_id text not null references deliveries,
  attempt integer not null,
  at timestamptz(3) not null,
  ms integer not null,
  http_status integer,
  code text not null,
  verdict text not null check (verdict in ('sent', 'retry', 'dead')),
  primary key (delivery_id, attempt)
);

-- Health of endpoints; a row exists only once something was seen.
create table delivery_endpoints (
  endpoint_id text primary key,
  disabled_at timestamptz(3),
  disabled_reason text not null,
  failures_in_a_row integer not null,
  last_ok_at timestamptz(3)
);
