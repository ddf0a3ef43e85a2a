-- A 专题 is told to its lead unit by the outbox that alerts go by: a delivery is about an alert, a report or a special item,
-- of which seq counts what the unit was told.
alter table special_items add column notices integer not null default 0;
-- Every post about it is private: messages then carry number and link only.
alter table special_items add column sensitive boolean not null default false;
alter table deliveries add column item_id bigint references special_items;
alter table deliveries drop constraint deliveries_about_one;
alter table deliveries add constraint deliveries_about_one check (num_nonnulls(alert_id, report_id, item_id) = 1);
create unique index deliveries_of_item on deliveries (item_id, seq, channel, target) where item_id is not null;
