-- 专题: a recurring matter that somebody made one unit's task until a day, instead of closing its cases one by one.
create table special_items (
  item_id bigint generated always as identity primary key,
  -- The event that it is about; '' for a topic of a whole ward (每月一题).
  event_id text not null,
  topic_code text not null,
  -- The ward whose matter it is; '' the whole district.
  ward_code text not null,
  lead_department text not null,
  lead_line text not null,
  due_day date not null,
  note text not null,
  opened_at timestamptz(3) not null,
  opened_by text not null,
  closed_at timestamptz(3),
  closed_by text,
  closing_note text not null default ''
);
-- One matter is one open item.
create unique index special_items_open on special_items (event_id, topic_code, ward_code) where closed_at is null;
