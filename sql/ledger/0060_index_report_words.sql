-- The archive is searched by any words, in a language without spaces: each text is kept as its pairs of neighbouring
-- characters, and the pairs of a word lead to the few texts that may hold it. pg_trgm needs three characters, and sees no
-- Chinese ones under the C locale.
create function report_grams(words text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct c || next), '{}')
  from (select c, lead(c) over (order by n) as next
        from unnest(string_to_array(lower(words), null)) with ordinality as letters(c, n)) pairs
  where next is not null
$$;
alter table reports add column search_grams text[]
  generated always as (report_grams(name || ' ' || number || ' ' || search_text)) stored;
create index reports_by_grams on reports using gin (search_grams);
