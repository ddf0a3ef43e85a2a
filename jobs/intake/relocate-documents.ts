import type { Gazetteer } from '#ingest/locate/gazetteer.ts';
import { locate } from '#ingest/locate/locate.ts';
import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listUnlocated } from '#warehouse/analytics/intake/list-unlocated.ts';
import type { Ledger, Transaction } from '#warehouse/ledger/ledger.ts';
import type { Document } from '#warehouse/model/document.ts';
import { MAX_PLACES } from './analyse-documents.ts';
import { sealed } from './clean-document.ts';
import { pack } from './cleaned-batch.ts';
import { type RerunDocument, storeRerun } from './rerun-documents.ts';

export interface RelocateDeps {
  analytics: Analytics;
  ledger: Ledger;
  gazetteer: Gazetteer;
  now: () => Date;
  /** Ward that a source's rows fall to. */
  wardOfSource: (sourceId: string) => string;
}

/** Documents that were looked at, and those of them whose ward was found. */
export interface RelocationReport {
  looked: number;
  found: number;
}

/** Read at once: some 30 MB of text. */
const PAGE = 5_000;

/**
 * Looks again, by the gazetteer of today, for the ward of every document that has none. What is found goes through the
 * intake log under `name`, where an edit that comes between wins, so that counts and events follow; it counts as no
 * arrival. `onPage` runs with each page, in its transaction where something was found.
 */
export async function relocateDocuments(
  deps: RelocateDeps,
  name: string,
  onPage: (report: RelocationReport, tx?: Transaction) => Promise<void> = async () => {},
): Promise<RelocationReport> {
  let report: RelocationReport = { looked: 0, found: 0 };
  let after = { sourceId: '', externalId: '' };
  for (;;) {
    const rows = await listUnlocated(deps.analytics, after, PAGE);
    const last = rows.at(-1);
    if (!last) return report;
    after = { sourceId: last.sourceId, externalId: last.externalId };
    const located = rows.flatMap((row) => relocated({ ...row, deleted: false }, deps) ?? []);
    const next = { looked: report.looked + rows.length, found: report.found + located.length };
    if (located.length === 0) await onPage(next);
    else {
      const rerun = { documents: await pack(located), rows: located.length, at: deps.now().toISOString() };
      const key = `relocate:${name}:${after.sourceId}:${after.externalId}`;
      await storeRerun(deps.ledger, rerun, async (tx) => {
        await onPage(next, tx);
        return { key, value: undefined };
      });
    }
    report = next;
  }
}

/** The document in its ward; undefined when the gazetteer still knows none. */
function relocated(document: Document, { gazetteer, wardOfSource }: RelocateDeps): RerunDocument | undefined {
  const { title, text, estate, sourceId } = document;
  // The platform's own word for the ward is not kept; what it meant is often in the text or the estate as well.
  const found = locate(
    { title, text, estate, wardHint: '', sourceWard: wardOfSource(sourceId) },
    gazetteer.at(document.publishedAt),
  );
  if (found.wardCode === '') return undefined;
  const places = [...new Set([...found.places.map(({ name }) => name), ...document.places])].slice(0, MAX_PLACES);
  const { contentHash: basedOn, ...rest } = document;
  return { ...sealed({ ...rest, wardCode: found.wardCode, estate: found.estate || estate, places }), basedOn };
}
