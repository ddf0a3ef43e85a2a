import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

/** Number of the first batch that is not marked applied; without one, the number after the last. */
export async function getFirstPendingBatch(on: Queryable): Promise<number> {
  const [row] = await runStatement(on, {
    name: 'get-first-pending-batch',
    text: `select coalesce(min(batch_no) filter (where applied_at is null), coalesce(max(batch_no), 0) + 1) as batch_no from intake_batches`,
    row: z.object({ batch_no: z.number() }),
  });
  return row!.batch_no;
}
