-- How far the people in a group chat agreed to its being read: 'given' by each, 'notice' to all in the group,
-- 'unknown' when nobody said. '' for sources that are no chats.
alter table sources add column consent text not null default '' check (consent in ('', 'given', 'notice', 'unknown'));
