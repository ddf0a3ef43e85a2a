-- Reports on their way from draft to issue. The numbers of one report are counted once and kept as they were (snapshot);
-- what people wrote is kept apart from them (edits), so that a new counting loses no sentence.
create table reports (
  report_id     text primary key,
  kind          text not null check (kind in ('monthly', 'weekly', 'daily', 'special', 'meeting', 'notice')),
  period_key    text not null,
  subject_kind  text not null check (subject_kind in ('ward', 'department')),
  -- '' is the whole district.
  subject_code  text not null,
  -- Of a special report; '' otherwise.
  event_id      text not null default '',
  name          text not null,
  -- counting: waits for its numbers · failed: they could not be counted · draft · review · issued.
  state         text not null check (state in ('counting', 'failed', 'draft', 'review', 'issued')),
  -- Why it failed, in one sentence for its maker.
  problem       text not null default '',
  -- For optimistic locking.
  version       integer not null default 1,
  -- JSON as text, byte for byte as hashed; '' until counted.
  snapshot      text not null default '',
  snapshot_hash text not null default '',
  -- Edited sentences by paragraph: JSON.
  edits         text not null default '{}',
  -- The model as issued, JSON: later versions of the product do not change an issued report. '' before.
  issued_model  text not null default '',
  -- What the archive is searched by.
  search_text   text not null default '',
  number        text not null default '',
  issued_at     timestamptz(3),
  issued_by     text not null default '',
  created_at    timestamptz(3) not null,
  created_by    text not null,
  updated_at    timestamptz(3) not null,
  updated_by    text not null,
  unique (kind, period_key, subject_kind, subject_code, event_id)
);
create index reports_by_period on reports (period_key desc, kind, subject_code);

-- An issued report keeps its numbers and its words, whatever comes.
create function reports_keep_issued() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.state = 'issued' then raise exception 'an issued report is not deleted' using errcode = 'insufficient_privilege'; end if;
    return old;
  end if;
  if old.state = 'issued' and (new.snapshot, new.snapshot_hash, new.edits, new.issued_model, new.number, new.issued_at, new.state)
       is distinct from (old.snapshot, old.snapshot_hash, old.edits, old.issued_model, old.number, old.issued_at, old.state) then
    raise exception 'an issued report is not changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger reports_keep_issued before update or delete on reports for each row execute function reports_keep_issued();

-- 发文字号: counted per kind, subject and year, without gaps.
create table report_numbers (
  kind          text not null,
  subject_code  text not null,
  year          integer not null,
  last          integer not null,
  primary key (kind, subject_code, year)
);

-- 更正: what a later counting of an issued period gives otherwise.
create table report_corrections (
  report_id     text not null references reports,
  correction_no integer not null,
  at            timestamptz(3) not null,
  by_name       text not null,
  snapshot_hash text not null,
  -- JSON: the exact list.
  differences   text not null,
  primary key (report_id, correction_no)
);
