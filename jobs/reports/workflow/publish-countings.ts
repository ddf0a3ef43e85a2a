import type { Queryable, Transaction } from '#warehouse/ledger/ledger.ts';
import { keepCounting, publishCounting } from '#warehouse/ledger/reports/countings.ts';
import type { Release } from '../snapshot/collect-release.ts';

/** Keeps what the reports of a release leave out, so that they can be issued. */
export async function keepCountings(
  on: Queryable,
  release: Pick<Release, 'counting' | 'countingBefore'>,
): Promise<void> {
  for (const { id, ...counting } of [release.counting, release.countingBefore])
    if (id !== '') await keepCounting(on, { ...counting, countingId: id });
}

/** Marks the countings of a snapshot as published; false when one has to be made anew first. */
export async function publishCountings(tx: Transaction, countings: readonly string[], at: string): Promise<boolean> {
  for (const each of countings.toSorted()) {
    const [periodKey = '', countingId = ''] = each.split(' ');
    if (!(await publishCounting(tx, { periodKey, countingId, at }))) return false;
  }
  return true;
}
