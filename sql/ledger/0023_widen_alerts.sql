-- Messages by SMS; a digest carries several messages of one target in one request, under the id of its first.
alter table deliveries drop constraint deliveries_channel_check;
alter table deliveries add constraint deliveries_channel_check
  check (channel in ('inapp', 'webhook', 'wecom', 'dingtalk', 'feishu', 'email', 'sms'));
alter table deliveries add column digest_id text;

-- Who was on duty in this unit when the alert was pushed, in the order in which they are called (JSON: unit, person,
-- name), frozen: a later change of the roster moves nobody. duty_step counts from 0.
alter table alert_assignments add column duty text not null default '[]';
alter table alert_assignments add column duty_step smallint not null default 0;

-- Who is told of an emergency beside its units: secretary, street, district (JSON as above).
alter table alerts add column copies text not null default '[]';
-- What the resident says at the follow-up about the matter itself, apart from being satisfied.
alter table alerts add column follow_up_solved text not null default ''
  check (follow_up_solved in ('', 'solved', 'partly', 'unsolved'));
-- 合并: this alert goes on as part of another. 拆分: it was taken out of another.
alter table alerts add column merged_into text references alerts;
alter table alerts add column split_from text references alerts;

-- A clock of a named milestone (停工, 处罚, 拆除 …); '' for the clocks that every alert has.
alter table alert_clocks add column name text not null default '';
alter table alert_clocks drop constraint alert_clocks_kind_check;
alter table alert_clocks add constraint alert_clocks_kind_check
  check (kind in ('sign', 'reply', 'resolve', 'decide_return', 'follow_up', 'milestone'));
drop index alert_clocks_one_running;
create unique index alert_clocks_one_running on alert_clocks (alert_id, assignment_id, kind, name) where stopped_at is null;

-- The link of a message opens its alert once by itself; who opened it, when.
create table alert_link_uses (
  delivery_id text primary key references deliveries,
  at timestamptz(3) not null,
  user_id text not null,
  user_name text not null
);

-- Pictures and papers that go with an alert. Typed by their content, bounded, never deleted.
create table alert_attachments (
  attachment_id text primary key,
  alert_id text not null references alerts,
  assignment_id text not null,
  name text not null,
  type text not null,
  bytes integer not null check (bytes between 1 and 5242880),
  sha256 text not null,
  content bytea not null,
  at timestamptz(3) not null,
  by_name text not null,
  unique (alert_id, sha256)
);
