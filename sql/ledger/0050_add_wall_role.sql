alter table users add column last_signed_in_at timestamptz;
-- A wall screen hangs unattended: its account opens the wall screen and nothing else.
alter table users drop constraint users_role_check;
alter table users add constraint users_role_check check (role in
    ('district_admin', 'district_analyst', 'street_leader', 'street_clerk', 'committee', 'handler', 'auditor', 'wall'));
