-- What a later counting of an issued month gives otherwise and a correction does not print, since it would tell of single
-- persons: for leaders, exactly. Kept beside the correction, or by itself where nothing that is printed changed.
create table report_withheld (
  report_id     text not null references reports,
  withheld_no   integer not null,
  -- null where no correction was issued.
  correction_no integer,
  at            timestamptz(3) not null,
  by_name       text not null,
  -- JSON: the exact list.
  differences   text not null,
  primary key (report_id, withheld_no)
);
