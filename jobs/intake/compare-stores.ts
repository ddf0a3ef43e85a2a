import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { getHighestSeq } from '#warehouse/analytics/intake/get-highest-seq.ts';
import { getAcceptedBalance } from '#warehouse/ledger/intake/get-accepted-balance.ts';
import { getIntakeProgress } from '#warehouse/ledger/intake/next-batch.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import { seqOf } from './document-rows.ts';

/** What one store knows of that the other does not. */
export type StoresDiffer = { lost: 'ledger' } | { lost: 'warehouse'; documents: number };

/**
 * Whether the two stores are of one installation and one time, without a mark in them: every row of the warehouse comes
 * from a batch that the ledger knows, and where the ledger counts documents there are some. Null where that holds, also
 * while the district is at work; else a folder was deleted, exchanged or put back from another day, and whatever is
 * taken in from here on would lose against what is stored under the same numbers.
 */
export async function compareStores(analytics: Analytics, ledger: Ledger): Promise<StoresDiffer | null> {
  // In this order: rows are written after their batch was stored, and counted after they were written.
  const documents = await getAcceptedBalance(ledger);
  const highest = await getHighestSeq(analytics);
  const { last_batch_no: last } = await getIntakeProgress(ledger);
  if (highest >= seqOf(last + 1, 0)) return { lost: 'ledger' };
  return highest === 0 && documents > 0 ? { lost: 'warehouse', documents } : null;
}
