import { z } from 'zod';
import { noRow, type Queryable, runStatement, type Transaction } from '../ledger.ts';

const bytes = z.instanceof(Uint8Array).nullable();
const rowSchema = z.object({
  batch_no: z.number(),
  source_id: z.string(),
  documents: bytes,
  plan: bytes,
  stored_at: z.string(),
});
export type PendingBatch = z.infer<typeof rowSchema>;

/** The oldest batch that is not applied yet. */
export async function nextBatch(on: Queryable): Promise<PendingBatch | null> {
  const [row] = await runStatement(on, {
    name: 'next-batch',
    text: `select batch_no, source_id, documents, plan, stored_at from intake_batches
           where applied_at is null order by batch_no limit 1`,
    row: rowSchema,
  });
  return row ?? null;
}

/** How many batches wait, and the highest number given so far. */
export async function getIntakeProgress(on: Queryable): Promise<{ pending: number; last_batch_no: number }> {
  const [row] = await runStatement(on, {
    name: 'get-intake-progress',
    text: `select count(*) filter (where applied_at is null) as pending, coalesce(max(batch_no), 0) as last_batch_no from intake_batches`,
    row: z.object({ pending: z.number(), last_batch_no: z.number() }),
  });
  return row!;
}

/** Stores what the applier decided; from here on the batch is written exactly so. */
export async function storePlan(on: Queryable, batchNo: number, plan: Uint8Array): Promise<void> {
  await runStatement(on, {
    name: 'store-plan',
    text: 'update intake_batches set plan = $2, documents = null where batch_no = $1',
    values: [batchNo, plan],
    row: noRow,
  });
}

/** Marks a batch as written and drops its bytes. */
export async function markApplied(
  tx: Transaction,
  batch: { batchNo: number; sourceId: string; at: string },
): Promise<void> {
  await runStatement(tx, {
    name: 'mark-applied',
    text: 'update intake_batches set applied_at = $2, plan = null, documents = null where batch_no = $1',
    values: [batch.batchNo, batch.at],
    row: noRow,
  });
  await runStatement(tx, {
    name: 'note-last-document',
    text: 'update sources set last_document_at = greatest(last_document_at, $2) where source_id = $1',
    values: [batch.sourceId, batch.at],
    row: noRow,
  });
}
