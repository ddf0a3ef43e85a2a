-- 性质 of the matter (投诉, 举报, 求助 …), by which routing may tell units apart; '' for alerts raised before.
alter table alerts add column nature text not null default '';

-- What the last person's action can be taken back to while nothing was built on it (JSON, jobs/alerts/lifecycle/undo.ts).
alter table alerts add column undo text not null default '';

-- 回访 by ticket, as the hotline made them. `round` is the alert's count of reopenings: after 重办 a ticket is asked again.
create table follow_ups (
  ticket_id text not null,
  alert_id text not null references alerts,
  round integer not null,
  result text not null check (result in ('satisfied', 'basically', 'dissatisfied', 'unreachable')),
  solved text not null check (solved in ('', 'solved', 'partly', 'unsolved')),
  at timestamptz(3) not null,
  by_name text not null,
  primary key (ticket_id, alert_id, round)
);
create index follow_ups_by_alert on follow_ups (alert_id);
