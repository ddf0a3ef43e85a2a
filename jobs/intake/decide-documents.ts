import type { KnownVersion } from '#warehouse/analytics/intake/list-known-versions.ts';
import { type Document, documentKey, isChangeTime } from '#warehouse/model/document.ts';

/** A document of the intake log with its place in the order of arrival. */
export interface Arrival {
  document: Document;
  seq: number;
  receivedAt: string;
  /** Hash of the stored content that it was made from, where it was only analysed again. */
  basedOn?: string;
}

/**
 * What one document changes. Some are written though nothing that is seen changes, so that what arrives later is decided
 * by them: they are counted as the skip that `countedAs` names.
 */
export type Decision =
  | { kind: 'skip'; arrival: Arrival; reason: 'unchanged' | 'stale' }
  | { kind: 'write'; arrival: Arrival; isNew: boolean; countedAs?: 'unchanged' | 'deleted_unknown' };

/**
 * Decides, in order of arrival, what each document does to what is stored (by document key). The last word of a platform
 * stands in whatever order its words arrive: an older version than the stored one is stale, the same content again hands
 * on its later version, and a deletion is remembered also where it arrives before its document. Of equal versions a
 * deletion stands, and else what arrived last.
 */
export function decideDocuments(
  arrivals: readonly Arrival[],
  known: ReadonlyMap<string, Omit<KnownVersion, 'external_id'>>,
): Decision[] {
  const latest = new Map(known);
  const decisions: Decision[] = [];
  for (const arrival of arrivals) {
    const key = documentKey(arrival.document);
    const decision = decide(arrival, latest.get(key));
    if (decision.kind === 'write') latest.set(key, toKnown(decision.arrival.document));
    decisions.push(decision);
  }
  return decisions;
}

type Before = Omit<KnownVersion, 'external_id'>;

function decide(arrival: Arrival, before: Before | undefined): Decision {
  const { document, basedOn } = arrival;
  const stale: Decision = { kind: 'skip', arrival, reason: 'stale' };
  if (basedOn !== undefined && (before?.content_hash !== basedOn || before.deleted === 1)) return stale;
  if (document.deleted) return decideDeletion(arrival, before);
  if (!before) return { kind: 'write', arrival, isNew: true };
  if (before.deleted === 1) return isBehindDeletion(document, before) ? stale : { kind: 'write', arrival, isNew: true };
  const isSame = before.content_hash === document.contentHash;
  if (isSame && document.version <= before.version) return { kind: 'skip', arrival, reason: 'unchanged' };
  if (document.version < before.version) return stale;
  return { kind: 'write', arrival, isNew: false, ...(isSame ? { countedAs: 'unchanged' } : {}) };
}

/** A deletion may come with nothing but the id: it stands where the document stood. */
function decideDeletion(arrival: Arrival, before: Before | undefined): Decision {
  const { document } = arrival;
  const version = versionOfDeletion(arrival, before);
  const placed = {
    ...arrival,
    document: { ...document, version, publishedAt: before?.published_at ?? document.publishedAt },
  };
  if (!before) return { kind: 'write', arrival: placed, isNew: false, countedAs: 'deleted_unknown' };
  if (before.deleted === 0)
    return version < before.version
      ? { kind: 'skip', arrival, reason: 'stale' }
      : { kind: 'write', arrival: placed, isNew: false };
  return version > before.version
    ? { kind: 'write', arrival: placed, isNew: false, countedAs: 'unchanged' }
    : { kind: 'skip', arrival, reason: 'unchanged' };
}

/** The version of a row whose platform tells none. */
const UNVERSIONED = 1;

/**
 * A deletion that tells no version is the last word on all that was said until it arrived. Where the document came before
 * it and had no version either, the order of arrival is all there is.
 */
function versionOfDeletion({ document, receivedAt }: Arrival, before: Before | undefined): number {
  if (document.version !== UNVERSIONED || before?.version === UNVERSIONED) return document.version;
  return Math.max(Date.parse(receivedAt), (before?.version ?? 0) + 1);
}

/** Whether a document is what a deletion took back. A count is in no order with a time: there the publication tells. */
function isBehindDeletion(document: Document, { version }: Before): boolean {
  if (version === UNVERSIONED) return false;
  const isCount = isChangeTime(version) && !isChangeTime(document.version);
  return (isCount ? Date.parse(document.publishedAt) : document.version) <= version;
}

function toKnown(document: Document): Before {
  return {
    version: document.version,
    content_hash: document.contentHash,
    deleted: document.deleted ? 1 : 0,
    published_at: document.publishedAt,
  };
}
