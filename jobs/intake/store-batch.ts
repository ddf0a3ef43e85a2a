import { addCounts, type IntakeCount } from '#warehouse/ledger/intake/add-counts.ts';
import { insertBatch } from '#warehouse/ledger/intake/insert-batch.ts';
import { insertRejects } from '#warehouse/ledger/intake/insert-rejects.ts';
import { recordPull } from '#warehouse/ledger/intake/record-pull.ts';
import { markReplayed } from '#warehouse/ledger/intake/sealed-rejects.ts';
import { inTransaction, type Ledger } from '#warehouse/ledger/ledger.ts';
import { notifyIntake } from '#warehouse/ledger/notify.ts';
import { dayIn } from '../hotspots/baseline.ts';
import type { CleanedBatch } from './cleaned-batch.ts';

/** Where a batch came from. */
export interface BatchOrigin {
  sourceId: string;
  /** The same input makes the same key and is stored once. */
  inputKey: string;
  /** The source's cursor after this batch; null leaves it. */
  cursor: string | null;
  now: string;
  timeZone: string;
  /** The source tells rows again that it told before, and their position names them: a pull. */
  isRetold?: boolean;
  /** Rejects that this batch tries again: they no longer wait once it is stored. */
  retries?: readonly number[];
}

/**
 * Puts a cleaned batch into the intake log: its documents, rejects, counts and the source's cursor commit together
 * or not at all. From here on nothing of it can be lost. Gives false when the same input was stored before.
 */
export async function storeBatch(ledger: Ledger, origin: BatchOrigin, batch: CleanedBatch): Promise<boolean> {
  return inTransaction(ledger, async (tx) => {
    const { sourceId, now } = origin;
    const { documents, accepted: rows } = batch;
    const row = { sourceId, inputKey: origin.inputKey, documents, rows, storedAt: now };
    const batchNo = await insertBatch(tx, row);
    await recordPull(tx, { sourceId, cursor: origin.cursor, at: now });
    if (origin.retries) await markReplayed(tx, origin.retries, now);
    if (batchNo === null) return false;
    const isRetold = origin.isRetold ?? false;
    await insertRejects(tx, { sourceId, at: now, isRetold }, batch.rejects);
    await addCounts(tx, { sourceId, day: dayIn(origin.timeZone, now) }, countsOf(batch));
    await notifyIntake(tx);
    return true;
  });
}

function countsOf(batch: CleanedBatch): IntakeCount[] {
  const rejected: Record<string, number> = {};
  for (const { reason } of batch.rejects) rejected[reason] = (rejected[reason] ?? 0) + 1;
  return [...toCounts('skip', batch.skips), ...toCounts('reject', rejected)];
}

function toCounts(outcome: IntakeCount['outcome'], byReason: Record<string, number>): IntakeCount[] {
  return Object.entries(byReason).map(([reason, count]) => ({ outcome, reason, count }));
}
