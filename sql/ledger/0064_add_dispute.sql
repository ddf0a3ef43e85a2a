-- 派单争议: two units in turn say that a matter is not theirs, or somebody asks for a ruling. 'open' waits for the arbiter,
-- whose ruling ('decided') goes along to whoever has the assignment next.
alter table alert_assignments add column dispute text not null default '' check (dispute in ('', 'open', 'decided'));
