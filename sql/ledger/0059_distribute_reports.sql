-- An issued report goes out by the outbox that alerts go by: a delivery is about an alert or about a report, of which seq
-- says what: 0 the report itself, n its n-th correction.
alter table deliveries alter column alert_id drop not null;
alter table deliveries add column report_id text references reports;
alter table deliveries add constraint deliveries_about_one check ((alert_id is null) <> (report_id is null));
create unique index deliveries_of_report on deliveries (report_id, seq, channel, target) where report_id is not null;

-- On whose desk a report lies, and who has read it there (已阅).
create table report_receipts (
  report_id      text not null references reports,
  edition        integer not null,
  recipient_kind text not null check (recipient_kind in ('department', 'account')),
  -- Code of the department, id of the account.
  recipient      text not null,
  sent_at        timestamptz(3) not null,
  read_at        timestamptz(3),
  read_by        text not null default '',
  primary key (report_id, edition, recipient_kind, recipient)
);
create index report_receipts_by_recipient on report_receipts (recipient_kind, recipient, report_id);

-- Who handed the report over for review; somebody else issues it.
alter table reports add column submitted_by_id text not null default '';
alter table reports add column submitted_by text not null default '';
