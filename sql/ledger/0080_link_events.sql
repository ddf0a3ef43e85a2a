-- 全区性事项 by hand: a person says that events are one matter (停水), and takes it back. They are linked and never merged.
alter table event_acts drop constraint event_acts_kind_check;
alter table event_acts add constraint event_acts_kind_check check (kind in ('merge', 'move', 'link', 'unlink'));
create index event_acts_links on event_acts (event_id) where kind = 'link' and undone_by is null;
