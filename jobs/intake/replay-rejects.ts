import { createHash } from 'node:crypto';
import type { ReporterSecret } from '#ingest/mask/reporter-key.ts';
import { listSealedRejects } from '#warehouse/ledger/intake/sealed-rejects.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import type { CleaningPool } from './cleaning-pool.ts';
import { openSealedRow } from './seal-row.ts';
import { storeBatch } from './store-batch.ts';

export interface ReplayDeps {
  ledger: Ledger;
  cleaning: CleaningPool;
  timeZone: string;
  now: () => Date;
  secret: ReporterSecret;
}

/** Which rejects to try again. */
export interface ReplayRequest {
  sourceId: string;
  /** '' for every reason. */
  reason: string;
  /** Ward that the source's rows fall to. */
  wardCode: string;
}

/** What became of the rows; those that cannot be opened any more (another key, or too old) are `lost`. */
export interface Replayed {
  tried: number;
  accepted: number;
  rejected: number;
  lost: number;
}

/** Tried in one go; the rest by asking again. */
const AT_ONCE = 1_000;

/**
 * Takes rejected rows again, as after a fix of the manifest's rules or of the product. A row that is rejected once more
 * stands in the inbox anew. Repeating it after a crash stores nothing twice.
 */
export async function replayRejects(deps: ReplayDeps, request: ReplayRequest): Promise<Replayed> {
  const { sourceId, reason, wardCode } = request;
  const waiting = await listSealedRejects(deps.ledger, { sourceId, reason, limit: AT_ONCE });
  const rows = waiting.flatMap(({ position, sealed }) => {
    const opened = sealed ? openSealedRow(sealed, deps.secret) : undefined;
    return opened ? [{ position, value: opened.row }] : [];
  });
  const at = deps.now().toISOString();
  const ids = waiting.map(({ reject_id }) => reject_id);
  const batch = await deps.cleaning.clean({ sourceId, sourceWard: wardCode, history: true, now: at, rows });
  const inputKey = `replay:${createHash('sha256').update(ids.join()).digest('base64url')}`;
  const origin = { sourceId, inputKey, cursor: null, now: at, timeZone: deps.timeZone, retries: ids };
  await storeBatch(deps.ledger, origin, batch);
  const { accepted, rejects } = batch;
  return { tried: waiting.length, accepted, rejected: rejects.length, lost: waiting.length - rows.length };
}
