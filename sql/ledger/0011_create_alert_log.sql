-- The append-only log of every transition. Each row carries sha-256 over its own fields and the hash before it,
-- so a changed, removed or reordered row breaks every hash after it; the head row shows a cut-off tail.

create table alert_log_head (
  only_row boolean primary key default true check (only_row),
  id bigint not null,
  hash text not null
);
insert into alert_log_head (id, hash) values (0, repeat('0', 64));

create table alert_log (
  id bigint primary key,
  alert_id text not null references alerts,
  seq integer not null,
  assignment_id text not null,
  at timestamptz(3) not null,
  actor_id text not null,
  actor_name text not null,
  event text not null,
  from_state text not null,
  to_state text not null,
  reason text not null,
  -- JSON as text, byte for byte as hashed.
  detail text not null,
  previous_hash text not null,
  hash text not null,
  unique (alert_id, seq)
);

-- Each field as <octets>:<text>, so that no two different rows read the same. jobs/alerts/verify-alert-log.ts
-- computes the same in TypeScript: an independent second opinion.
create function alert_log_field(value text) returns text immutable strict language sql
  return octet_length(value)::text || ':' || value;

create function alert_log_append() returns trigger language plpgsql as $$
begin
  -- The row lock is held until commit: log rows, and what is written after them, commit in order of id.
  update alert_log_head set id = id + 1 returning id, hash into new.id, new.previous_hash;
  new.hash := encode(sha256(convert_to(
    alert_log_field(new.previous_hash) || alert_log_field(new.id::text) || alert_log_field(new.alert_id)
    || alert_log_field(new.seq::text) || alert_log_field(new.assignment_id)
    || alert_log_field(((extract(epoch from new.at) * 1000)::bigint)::text)
    || alert_log_field(new.actor_id) || alert_log_field(new.actor_name) || alert_log_field(new.event)
    || alert_log_field(new.from_state) || alert_log_field(new.to_state)
    || alert_log_field(new.reason) || alert_log_field(new.detail), 'UTF8')), 'hex');
  update alert_log_head set hash = new.hash;
  return new;
end $$;
create trigger alert_log_append before insert on alert_log for each row execute function alert_log_append();

create function alert_log_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'alert_log is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger alert_log_refuse_change before update or delete on alert_log for each row execute function alert_log_refuse();
create trigger alert_log_refuse_truncate before truncate on alert_log for each statement execute function alert_log_refuse();
