-- What each ward reported of its coverage on a day of the district's calendar. A ward without a row has not reported:
-- that is never a zero.
create table coverage_counts (
    source_id    text not null references sources,
    ward_code    text not null,
    day          date not null,
    registered   integer not null check (registered >= 0),
    party        integer check (party >= 0),
    active       integer check (active >= 0),
    reported_at  timestamptz not null,
    primary key (day, ward_code, source_id)
);
