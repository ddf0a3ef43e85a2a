-- Who did what, apart from the alerts, which have their own log: sign-ins, refusals, exports, changes of settings …
-- Hash-chained like alert_log (0011); jobs/audit/verify-audit-log.ts recomputes it.

create table audit_log_head (
  only_row boolean primary key default true check (only_row),
  id bigint not null,
  hash text not null
);
insert into audit_log_head (id, hash) values (0, repeat('0', 64));

create table audit_log (
  id bigint primary key,
  at timestamptz(3) not null,
  -- The user's id; '' for a stranger or the system itself.
  actor_id text not null,
  actor_name text not null,
  action text not null,
  target text not null,
  -- JSON as text, byte for byte as hashed.
  detail text not null,
  previous_hash text not null,
  hash text not null
);
create index audit_log_by_actor on audit_log (actor_id, id desc);
create index audit_log_by_action on audit_log (action, id desc);

create function audit_log_append() returns trigger language plpgsql as $$
begin
  update audit_log_head set id = id + 1 returning id, hash into new.id, new.previous_hash;
  new.hash := encode(sha256(convert_to(
    alert_log_field(new.previous_hash) || alert_log_field(new.id::text)
    || alert_log_field(((extract(epoch from new.at) * 1000)::bigint)::text)
    || alert_log_field(new.actor_id) || alert_log_field(new.actor_name)
    || alert_log_field(new.action) || alert_log_field(new.target) || alert_log_field(new.detail), 'UTF8')), 'hex');
  update audit_log_head set hash = new.hash;
  return new;
end $$;
create trigger audit_log_append before insert on audit_log for each row execute function audit_log_append();
create trigger audit_log_refuse_change before update or delete on audit_log for each row execute function refuse_change();
create trigger audit_log_refuse_truncate before truncate on audit_log for each statement execute function refuse_change();
