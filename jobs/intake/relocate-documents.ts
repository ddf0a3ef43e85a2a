import type { Gazetteer } from '#ingest/locate/gazetteer.ts';
import { locate } from '#ingest/locate/locate.ts';
import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listUnlocated } from '#warehouse/analytics/intake/list-unlocated.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import type { Document } from '#warehouse/model/document.ts';
import { MAX_PLACES } from './analyse-documents.ts';
import { sealed } from './clean-document.ts';
import { pack } from './cleaned-batch.ts';
import { storeBatch } from './store-batch.ts';

export interface RelocateDeps {
  analytics: Analytics;
  ledger: Ledger;
  gazetteer: Gazetteer;
  timeZone: string;
  now: () => Date;
  /** Ward that a source's rows fall to. */
  wardOfSource: (sourceId: string) => string;
}

/** Read at once: some 30 MB of text. */
const PAGE = 5_000;

/**
 * Looks again, by the gazetteer of today, for the ward of every document that has none. What is found goes through the
 * intake log like any change, so that counts and events follow. Gives how many were looked at and how many found.
 */
export async function relocateDocuments(deps: RelocateDeps): Promise<{ looked: number; found: number }> {
  const report = { looked: 0, found: 0 };
  let after = { sourceId: '', externalId: '' };
  for (;;) {
    const rows = await listUnlocated(deps.analytics, after, PAGE);
    const last = rows.at(-1);
    if (!last) return report;
    after = { sourceId: last.sourceId, externalId: last.externalId };
    const located = rows.flatMap((row) => relocated({ ...row, deleted: false }, deps) ?? []);
    await store(deps, located);
    report.looked += rows.length;
    report.found += located.length;
  }
}

/** The document in its ward; undefined when the gazetteer still knows none. */
function relocated(document: Document, { gazetteer, wardOfSource }: RelocateDeps): Document | undefined {
  const { title, text, estate, sourceId } = document;
  // The platform's own word for the ward is not kept; what it meant is often in the text or the estate as well.
  const found = locate(
    { title, text, estate, wardHint: '', sourceWard: wardOfSource(sourceId) },
    gazetteer.at(document.publishedAt),
  );
  if (found.wardCode === '') return undefined;
  const places = [...new Set([...found.places.map(({ name }) => name), ...document.places])].slice(0, MAX_PLACES);
  const { contentHash: _before, ...rest } = document;
  return sealed({ ...rest, wardCode: found.wardCode, estate: found.estate || estate, places });
}

async function store(deps: RelocateDeps, documents: readonly Document[]): Promise<void> {
  const at = deps.now().toISOString();
  for (const sourceId of new Set(documents.map((document) => document.sourceId))) {
    const own = documents.filter((document) => document.sourceId === sourceId);
    const inputKey = `relocate:${at}:${own[0]!.externalId}`;
    const batch = { documents: await pack(own), accepted: own.length, skips: {}, rejects: [] };
    await storeBatch(deps.ledger, { sourceId, inputKey, cursor: null, now: at, timeZone: deps.timeZone }, batch);
  }
}
