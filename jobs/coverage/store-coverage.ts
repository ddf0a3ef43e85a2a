import type { WardCount } from '#ingest/sources/read-count.ts';
import { upsertCoverage } from '#warehouse/ledger/coverage/upsert-coverage.ts';
import { insertRejects } from '#warehouse/ledger/intake/insert-rejects.ts';
import { recordPull } from '#warehouse/ledger/intake/record-pull.ts';
import { inTransaction, type Ledger } from '#warehouse/ledger/ledger.ts';
import type { District } from '#warehouse/model/district.ts';
import { findWard } from './find-ward.ts';

export interface CoveragePage {
  sourceId: string;
  /** Ward whose committees report. */
  wardCode: string;
  counts: readonly WardCount[];
  cursor: string;
  at: string;
}

/** Stores what wards reported, and the source's cursor with it. A later report of a day replaces an earlier one. */
export async function storeCoverage(ledger: Ledger, district: District, page: CoveragePage): Promise<void> {
  const { sourceId, at } = page;
  const named = page.counts.map((count) => ({ count, code: findWard(district, count.ward, page.wardCode) }));
  await inTransaction(ledger, async (tx) => {
    for (const { count, code } of named) if (code) await upsertCoverage(tx, { ...count, sourceId, wardCode: code, at });
    const unknown = named
      .filter(({ code }) => !code)
      .map(({ count }) => ({
        position: `${count.day} ${count.ward}`.slice(0, 200),
        reason: 'ward_unknown',
        detail: 'no ward of this name or code reports to this source',
        excerpt: '',
        sealed: null,
      }));
    await insertRejects(tx, { sourceId, at, isRetold: true }, unknown);
    await recordPull(tx, { sourceId, cursor: page.cursor, at });
  });
}
