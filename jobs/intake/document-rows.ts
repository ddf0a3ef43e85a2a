import { hash } from 'node:crypto';
import type { Document } from '#warehouse/model/document.ts';
import { withSaidTopic } from './said-topics.ts';

/** Batches hold at most this many documents, so that a seq tells batch and position: batch_no · 2^20 + index. */
export const SEQ_PER_BATCH = 2 ** 20;

/** Arrival order of a document. Exact up to batch 2^33. */
export function seqOf(batchNo: number, index: number): number {
  return batchNo * SEQ_PER_BATCH + index;
}

/** The row of `documents`; receivedAt is an instant. */
export function toDocumentRow(doc: Document, seq: number, receivedAt: string): object {
  return {
    source_id: doc.sourceId,
    external_id: doc.externalId,
    version: doc.version,
    seq,
    is_deleted: doc.deleted ? 1 : 0,
    content_hash: doc.contentHash,
    received_at: receivedAt,
    kind: doc.kind,
    visibility: doc.visibility,
    published_at: doc.publishedAt,
    ward_code: doc.wardCode,
    estate: doc.estate,
    board: doc.board,
    title: doc.title,
    text: doc.text,
    reply: doc.reply,
    replied_at: doc.repliedAt,
    closed_at: doc.closedAt,
    status: doc.status,
    reporter_key: doc.reporterKey,
    likes: doc.likes,
    comments: doc.comments,
    tokens: doc.tokens,
    topic_code: doc.topicCode,
    topic_confidence: doc.topicConfidence,
    topic_words: doc.topicWords,
    topic_by: doc.topicBy,
    topic_guesses: doc.topicGuesses,
    nature: doc.nature,
    severity: doc.severity,
    severity_words: doc.severityWords,
    places: doc.places,
    lexicon_version: doc.lexiconVersion,
    language: doc.language,
    steps: doc.steps,
    closed_level: doc.closedLevel,
  };
}

/** A document that a plan writes: where it stands in its batch, and what the decision changed in it. */
export interface WrittenDocument {
  seq: number;
  version: number;
  publishedAt: string;
  /** Where the date moved to another month: the instant under which the old row stands. */
  moved: string | null;
  /** What a person said it is about; absent where nobody did. */
  topic?: string;
}

/** The documents of a batch, to take the written ones from. */
export interface BatchDocuments {
  batchNo: number;
  receivedAt: string;
  documents: readonly Document[];
}

/** The rows of `documents` that a plan writes: each new one, and a deletion of the old one in another month's partition. */
export function documentRows(written: readonly WrittenDocument[], batches: readonly BatchDocuments[]): object[] {
  const byNumber = new Map(batches.map((batch) => [batch.batchNo, batch]));
  const rows: object[] = [];
  for (const one of written) addRows(rows, one, byNumber.get(Math.floor(one.seq / SEQ_PER_BATCH))!);
  return rows;
}

function addRows(rows: object[], written: WrittenDocument, { documents, receivedAt }: BatchDocuments): void {
  const { seq, version, publishedAt, moved, topic } = written;
  const document = withSaidTopic({ ...documents[seq % SEQ_PER_BATCH]!, version, publishedAt }, topic);
  if (moved !== null) rows.push(toDocumentRow(gone(document, moved), seq - 1, receivedAt));
  rows.push(toDocumentRow(document, seq, receivedAt));
}

/** The document as deleted where it stood. */
function gone(document: Document, publishedAt: string): Document {
  return { ...document, deleted: true, publishedAt };
}

/** The event a document belongs to, as decided at joining. */
export interface Place {
  eventId: string;
  score: number;
  because: string[];
  /** Arrival order at which it joined; kept when only likes or status change later. */
  seq: number;
}

/** The row of `memberships`; revision grows with every change. `groupedBy` is its grouping key, where it is at hand. */
export function toMembershipRow(
  doc: Document,
  place: Place,
  revision: number,
  groupedBy: string = groupingKey(doc),
): object {
  return {
    source_id: doc.sourceId,
    external_id: doc.externalId,
    seq: place.seq,
    revision,
    is_deleted: doc.deleted ? 1 : 0,
    event_id: place.eventId,
    score: place.score,
    because: place.because,
    published_at: doc.publishedAt,
    ward_code: doc.wardCode,
    topic_code: doc.topicCode,
    nature: doc.nature,
    severity: doc.severity,
    visibility: doc.visibility,
    is_open: doc.status === 'resolved' || doc.status === 'rejected' ? 0 : 1,
    reporter_key: doc.reporterKey,
    copy_key: copyKey(doc),
    grouping_key: groupedBy,
    likes: doc.likes,
    places: doc.places,
  };
}

/** What is known of a stored membership and tells where the tables that are fed from memberships hold it. */
export interface StoredPlace {
  event_id: string;
  seq: number;
  published_at: string;
  topic_code: string;
  places: string[];
}

/** The row of `memberships` that takes the stored one out of where it stands; its other columns do not matter. */
export function toTakenOutRow(doc: Document, stored: StoredPlace, revision: number): object {
  return {
    source_id: doc.sourceId,
    external_id: doc.externalId,
    seq: stored.seq,
    revision,
    is_deleted: 1,
    event_id: stored.event_id,
    published_at: stored.published_at,
    topic_code: stored.topic_code,
    places: stored.places,
  };
}

/** Equal for texts of the same words: copies of one appeal, whatever their punctuation. Decimal UInt64. */
function copyKey(doc: Document): string {
  const words = doc.tokens.length > 0 ? doc.tokens.join(' ') : `${doc.title}\n${doc.text}`;
  return hash('sha256', words, 'buffer').readBigUInt64BE().toString();
}

/** Equal as long as nothing that grouping looks at has changed. */
export function groupingKey(doc: Document): string {
  const parts = [doc.publishedAt, doc.title, doc.text, doc.wardCode, doc.topicCode, ...doc.places];
  return hash('sha256', parts.join('\u001f'), 'base64url').slice(0, 22);
}
