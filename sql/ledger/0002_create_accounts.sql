create table users (
    user_id          bigint generated always as identity primary key,
    username         text not null unique,
    display_name     text not null,
    -- argon2id, encoded with its parameters; '' for a demo persona, which has no password.
    password_hash    text not null,
    role             text not null check (role in ('district_admin', 'district_analyst', 'street_leader', 'street_clerk', 'committee', 'handler', 'auditor')),
    -- Ward-code prefixes; {''} is the whole district with the unlocated rows.
    wards            text[] not null,
    -- 条线 that the user is limited to; null for none.
    lines            text[],
    department_code  text not null default '',
    disabled_at      timestamptz,
    failed_count     integer not null default 0,
    locked_until     timestamptz
);

create table sessions (
    -- SHA-256 of the cookie's token: a copy of this table opens no session.
    token_hash    bytea primary key,
    user_id       bigint not null references users on delete cascade,
    created_at    timestamptz not null,
    last_seen_at  timestamptz not null
);
create index sessions_by_user on sessions (user_id);
