import { insertBatch } from '#warehouse/ledger/intake/insert-batch.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { inTransaction, type Ledger, type Transaction } from '#warehouse/ledger/ledger.ts';
import { notifyIntake } from '#warehouse/ledger/notify.ts';
import type { Document } from '#warehouse/model/document.ts';

/** Name under which documents that are analysed again stand in the intake log; they count as no arrival. */
export const RERUN_SOURCE = 'history-rerun';

/** A document that was analysed again, with the hash of what it was made from: an edit that came between wins. */
export type RerunDocument = Document & { basedOn: string };

/**
 * Puts documents that were analysed again, packed, into the intake log, where they take their turn; once per key. `also`
 * runs in the same transaction and names the key; gives its value.
 */
export async function storeRerun<T>(
  ledger: Ledger,
  rerun: { documents: Uint8Array; rows: number; at: string },
  also: (tx: Transaction) => Promise<{ key: string; value: T }>,
): Promise<T> {
  return inTransaction(ledger, async (tx) => {
    const { key, value } = await also(tx);
    const { documents, rows, at } = rerun;
    await upsertSource(tx, { sourceId: RERUN_SOURCE, name: '历史重算' });
    await insertBatch(tx, { sourceId: RERUN_SOURCE, inputKey: key, documents, rows, storedAt: at });
    await notifyIntake(tx);
    return value;
  });
}
