-- What a month's countings left out of its reports. Once a report rests on one, later ones (of other reports, of corrections,
-- of open data) leave out what it did, and what changed since in a sensitive category, so that no difference of two tells it.
create table report_countings (
  period_key    text not null,
  counting_id   text not null,
  -- JSON: the counts of the grouped categories, and the cells left out.
  body          text not null,
  -- Those published before, which it was made against.
  based_on      text[] not null,
  published_at  timestamptz(3),
  primary key (period_key, counting_id)
);

-- Open data as it was published: a feed counted anew at each request would tell each late change by its difference.
create table open_data_months (
  period_key    text primary key,
  requests      text not null,
  counts        text not null,
  published_at  timestamptz(3) not null
);
