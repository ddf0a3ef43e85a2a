import { getFirstPendingBatch } from '#warehouse/ledger/intake/get-first-pending-batch.ts';
import type { Queryable } from '#warehouse/ledger/ledger.ts';
import { seqOf } from './document-rows.ts';

/** The arrival order up to which everything is surely in the warehouse: batches are applied in order and marked after they are written. */
export async function getAppliedSeq(on: Queryable): Promise<number> {
  // A batch takes a changed row out under the revision before its own, see plan-batches.ts.
  return seqOf(await getFirstPendingBatch(on), 0) - 2;
}
