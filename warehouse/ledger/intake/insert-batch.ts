import { z } from 'zod';
import { noRow, runStatement, type Transaction } from '../ledger.ts';

const rowSchema = z.object({ batch_no: z.number() });

/** A cleaned batch on its way into the intake log. */
export interface NewBatch {
  sourceId: string;
  inputKey: string;
  documents: Uint8Array;
  rows: number;
  storedAt: string;
}

/**
 * Appends a batch and gives its number, or null when the same input was taken before.
 * The lock makes the order of numbers the order of commits: no batch can turn up behind one that was applied.
 */
export async function insertBatch(tx: Transaction, batch: NewBatch): Promise<number | null> {
  await runStatement(tx, {
    name: 'lock-intake-order',
    text: `select pg_advisory_xact_lock(hashtextextended('intake-order', 0))`,
    row: noRow,
  });
  const [row] = await runStatement(tx, {
    name: 'insert-batch',
    text: `insert into intake_batches (source_id, input_key, documents, rows, stored_at) values ($1, $2, $3, $4, $5)
           on conflict (source_id, input_key) do nothing returning batch_no`,
    values: [batch.sourceId, batch.inputKey, batch.documents, batch.rows, batch.storedAt],
    row: rowSchema,
  });
  return row?.batch_no ?? null;
}
