-- Filters that a person named: an address to open again, and nothing of what it shows, which each page asks within the asker's scope.
create table saved_views (
  view_id    bigint generated always as identity primary key,
  user_id    bigint not null references users on delete cascade,
  name       text not null,
  -- The filter as the address of a page words it, without the question mark; '' is no filter.
  query      text not null,
  unique (user_id, name)
);
