-- The intake log: cleaned batches in one total order. A batch, its rejects, its counts and the source's cursor commit together.
-- The applier carries batches into ClickHouse in order of batch_no: it first stores what it decided (plan), then writes, then marks;
-- after a crash a stored plan is written again as it stands, so that a redo can decide nothing differently.
create table sources (
    source_id         text primary key,
    name              text not null,
    cursor            text,
    last_pull_at      timestamptz,
    last_document_at  timestamptz,
    -- Empty when the last pull went well; never holds text of a resident.
    last_error        text not null default '',
    failing_since     timestamptz
);

create table intake_batches (
    batch_no    bigint generated always as identity primary key,
    source_id   text not null references sources,
    -- What the batch was read from (cursor or file position, and a hash): the same input makes the same key and is taken once.
    input_key   text not null,
    -- Gzipped JSON; emptied once planned, and the plan once applied.
    documents   bytea,
    plan        bytea,
    rows        integer not null,
    stored_at   timestamptz not null,
    applied_at  timestamptz,
    unique (source_id, input_key)
);
create index intake_batches_pending on intake_batches (batch_no) where applied_at is null;

create table intake_counts (
    source_id  text not null references sources,
    day        date not null,
    outcome    text not null check (outcome in ('accept', 'skip', 'reject')),
    reason     text not null default '',
    count      bigint not null,
    primary key (source_id, day, outcome, reason)
);

-- Rows that could not be taken, with their reason, for a person. detail and excerpt passed the masker.
create table rejects (
    reject_id    bigint generated always as identity primary key,
    source_id    text not null references sources,
    rejected_at  timestamptz not null,
    position     text not null,
    reason       text not null,
    detail       text not null,
    excerpt      text not null
);
create index rejects_by_source on rejects (source_id, rejected_at desc);
