-- Words that were found in the texts, for a person to take into the lexicon or to refuse; a refused one is not proposed again.
create table word_proposals (
  word text primary key,
  found_at timestamptz(3) not null,
  texts integer not null,
  cohesion real not null,
  freedom real not null,
  refused_at timestamptz(3),
  refused_by text
);
