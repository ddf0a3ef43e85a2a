import type { KnownVersion } from '#warehouse/analytics/intake/list-known-versions.ts';
import type { Document } from '#warehouse/model/document.ts';

/** What one document of a batch changes. */
export type Decision =
  | { kind: 'skip'; reason: 'unchanged' | 'stale' | 'deleted_unknown' }
  /** `moved`: the instant of publication that the older row stands under, when that lies in another month's partition. */
  | { kind: 'write'; document: Document; index: number; isNew: boolean; moved: string | null };

/**
 * Decides, in order, what each document of a batch does to what is stored: the same content again changes nothing,
 * an older version than the stored one is stale, a deletion of something never seen is nothing.
 */
export function decideDocuments(documents: readonly Document[], known: readonly KnownVersion[]): Decision[] {
  const latest = new Map(known.map((row) => [row.external_id, row]));
  return documents.map((document, index) => {
    const before = latest.get(document.externalId);
    const decision = decide(document, before, index);
    if (decision.kind === 'write') latest.set(document.externalId, toKnown(decision.document));
    return decision;
  });
}

function decide(document: Document, before: KnownVersion | undefined, index: number): Decision {
  if (!before) {
    if (document.deleted) return { kind: 'skip', reason: 'deleted_unknown' };
    return { kind: 'write', document, index, isNew: true, moved: null };
  }
  const deleted = document.deleted ? 1 : 0;
  if (before.deleted === deleted && (deleted === 1 || before.content_hash === document.contentHash))
    return { kind: 'skip', reason: 'unchanged' };
  if (document.version < before.version) return { kind: 'skip', reason: 'stale' };
  // A deletion may come with nothing but the id: it stands where the document stood.
  const placed = document.deleted ? { ...document, publishedAt: before.published_at } : document;
  const sameMonth = before.published_at.slice(0, 7) === placed.publishedAt.slice(0, 7);
  const moved = before.deleted === 0 && !sameMonth ? before.published_at : null;
  return { kind: 'write', document: placed, index, isNew: before.deleted === 1, moved };
}

function toKnown(document: Document): KnownVersion {
  return {
    external_id: document.externalId,
    version: document.version,
    content_hash: document.contentHash,
    deleted: document.deleted ? 1 : 0,
    published_at: document.publishedAt,
  };
}
