-- A district's own Word file for a kind of report, with placeholders; see jobs/reports/render/fill-template.ts.
create table report_templates (
  kind    text primary key check (kind in ('monthly', 'weekly', 'daily', 'special', 'meeting', 'notice')),
  -- As the office named it.
  name    text not null,
  content bytea not null,
  at      timestamptz(3) not null,
  by_name text not null
);
