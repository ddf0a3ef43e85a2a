-- Classifiers that a district has learned, each with its card. Which one is at work is the setting topic-model.
create table topic_models (
  version integer generated always as identity primary key,
  learned_at timestamptz(3) not null,
  learned_by text not null,
  card jsonb not null,
  content bytea not null
);
create trigger topic_models_refuse_change before update or delete on topic_models for each row execute function refuse_change();
create trigger topic_models_refuse_truncate before truncate on topic_models for each statement execute function refuse_change();

-- What persons said a document is about; the one that was not taken back holds, whatever lexicon or model say.
create table topic_labels (
  label_no bigint generated always as identity primary key,
  source_id text not null,
  external_id text not null,
  topic_code text not null,
  -- What was decided before, and the two guesses that were offered.
  before_code text not null,
  guesses text[] not null,
  said_at timestamptz(3) not null,
  said_by_id text not null,
  said_by text not null,
  undone_at timestamptz(3),
  undone_by text
);
create unique index topic_labels_in_force on topic_labels (source_id, external_id) where undone_at is null;
create index topic_labels_by_time on topic_labels (said_at desc);
