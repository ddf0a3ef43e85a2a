import type { KnownVersion } from '#warehouse/analytics/intake/list-known-versions.ts';
import { type Document, documentKey } from '#warehouse/model/document.ts';

/** A document of the intake log with its place in the order of arrival. */
export interface Arrival {
  document: Document;
  seq: number;
  receivedAt: string;
  /** Hash of the stored content that it was made from, where it was only analysed again. */
  basedOn?: string;
}

/** What one document changes. */
export type Decision =
  | { kind: 'skip'; arrival: Arrival; reason: 'unchanged' | 'stale' | 'deleted_unknown' }
  | { kind: 'write'; arrival: Arrival; isNew: boolean };

/**
 * Decides, in order of arrival, what each document does to what is stored (by document key): the same content again
 * changes nothing, an older version than the stored one is stale, a deletion of something never seen is nothing.
 */
export function decideDocuments(
  arrivals: readonly Arrival[],
  known: ReadonlyMap<string, Omit<KnownVersion, 'external_id'>>,
): Decision[] {
  const latest = new Map(known);
  return arrivals.map((arrival) => {
    const key = documentKey(arrival.document);
    const decision = decide(arrival, latest.get(key));
    if (decision.kind === 'write') latest.set(key, toKnown(decision.arrival.document));
    return decision;
  });
}

type Before = Omit<KnownVersion, 'external_id'> | undefined;

function decide(arrival: Arrival, before: Before): Decision {
  const { document, basedOn } = arrival;
  if (basedOn !== undefined && (before?.content_hash !== basedOn || before.deleted === 1))
    return { kind: 'skip', arrival, reason: 'stale' };
  if (!before) {
    if (document.deleted) return { kind: 'skip', arrival, reason: 'deleted_unknown' };
    return { kind: 'write', arrival, isNew: true };
  }
  const deleted = document.deleted ? 1 : 0;
  if (before.deleted === deleted && (deleted === 1 || before.content_hash === document.contentHash))
    return { kind: 'skip', arrival, reason: 'unchanged' };
  const version = isTombstone(document) && before.version > UNVERSIONED ? before.version + 1 : document.version;
  if (version < before.version) return { kind: 'skip', arrival, reason: 'stale' };
  // A deletion may come with nothing but the id: it stands where the document stood.
  const placed = document.deleted ? { ...document, version, publishedAt: before.published_at } : document;
  return { kind: 'write', arrival: { ...arrival, document: placed }, isNew: before.deleted === 1 };
}

/** The version of a row whose platform tells none. */
const UNVERSIONED = 1;

/** A deletion that tells no version is the last word on a document that has them. */
function isTombstone(document: Document): boolean {
  return document.deleted && document.version === UNVERSIONED;
}

function toKnown(document: Document): Omit<KnownVersion, 'external_id'> {
  return {
    version: document.version,
    content_hash: document.contentHash,
    deleted: document.deleted ? 1 : 0,
    published_at: document.publishedAt,
  };
}
