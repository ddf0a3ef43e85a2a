import { type ReporterSecret, rotateReporterKey } from '#ingest/mask/reporter-key.ts';
import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listByOtherKey } from '#warehouse/analytics/intake/list-by-other-key.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import type { Document } from '#warehouse/model/document.ts';
import { sealed } from './clean-document.ts';
import { pack } from './cleaned-batch.ts';
import { storeBatch } from './store-batch.ts';

export interface RotateDeps {
  analytics: Analytics;
  ledger: Ledger;
  /** With the new key as its last. */
  secret: ReporterSecret;
  timeZone: string;
  now: () => Date;
}

/** Read at once: some 30 MB of text. */
const PAGE = 5_000;

/**
 * Carries the reporters of all stored documents over to the last key; gives how many documents. They go through the
 * intake log like any change, so that every count of persons follows. After a crash it is run again: what was carried
 * over is left alone. A document whose key is not known keeps its reporter.
 */
export async function rotateReporters(deps: RotateDeps): Promise<number> {
  const { analytics, secret } = deps;
  const { keyId } = secret.later?.at(-1) ?? secret;
  let rotated = 0;
  let after = { sourceId: '', externalId: '' };
  for (;;) {
    const rows = await listByOtherKey(analytics, keyId, { after, limit: PAGE });
    const last = rows.at(-1);
    if (!last) return rotated;
    after = { sourceId: last.sourceId, externalId: last.externalId };
    const carried = rows.flatMap((row) => carriedOver(row, secret) ?? []);
    await store(deps, carried);
    rotated += carried.length;
  }
}

function carriedOver(row: Omit<Document, 'deleted'>, secret: ReporterSecret): Document | undefined {
  const { contentHash: _before, ...rest } = row;
  const reporterKey = rotateReporterKey(row.reporterKey, secret);
  return reporterKey === row.reporterKey ? undefined : sealed({ ...rest, deleted: false, reporterKey });
}

async function store(deps: RotateDeps, documents: readonly Document[]): Promise<void> {
  const at = deps.now().toISOString();
  for (const sourceId of new Set(documents.map((document) => document.sourceId))) {
    const own = documents.filter((document) => document.sourceId === sourceId);
    const inputKey = `rotate:${at}:${own[0]!.externalId}`;
    const batch = { documents: await pack(own), accepted: own.length, skips: {}, rejects: [] };
    await storeBatch(deps.ledger, { sourceId, inputKey, cursor: null, now: at, timeZone: deps.timeZone }, batch);
  }
}
