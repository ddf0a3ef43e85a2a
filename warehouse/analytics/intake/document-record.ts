import { documentSchema } from '../../model/document.ts';

/** A stored document, whole, as it was written. */
export const documentRecord = documentSchema.omit({ deleted: true });

/** The columns of documentRecord, from `documents FINAL`. */
export const DOCUMENT_RECORD_COLUMNS = `
  source_id AS sourceId, external_id AS externalId, version, content_hash AS contentHash, kind, visibility,
  published_at AS publishedAt, ward_code AS wardCode, estate, board, title, text, reply,
  replied_at AS repliedAt, closed_at AS closedAt, status, reporter_key AS reporterKey, likes, comments, tokens,
  topic_code AS topicCode, topic_confidence AS topicConfidence, topic_words AS topicWords, topic_by AS topicBy,
  topic_guesses AS topicGuesses, nature, severity, severity_words AS severityWords, places,
  lexicon_version AS lexiconVersion, language, steps, closed_level AS closedLevel`;
