-- What an office sets: one JSON body per kind and version. Append-only: undoing is saving an earlier body again.

create table settings (
  kind text not null,
  version integer not null check (version >= 1),
  body jsonb not null,
  saved_at timestamptz(3) not null,
  saved_by text not null,
  note text not null,
  primary key (kind, version)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger settings_refuse_change before update or delete on settings for each row execute function refuse_change();
create trigger settings_refuse_truncate before truncate on settings for each statement execute function refuse_change();
