import { noRow, runStatement, type Transaction } from '../ledger.ts';

/** How many rows of a source ended how, on a day of the district's calendar. */
export interface IntakeCount {
  outcome: 'accept' | 'skip' | 'reject';
  reason: string;
  count: number;
}

/** Adds to the source's counts of the day. Rows are taken in a fixed order, so that two writers cannot deadlock. */
export async function addCounts(
  tx: Transaction,
  key: { sourceId: string; day: string },
  counts: IntakeCount[],
): Promise<void> {
  const ordered = counts.toSorted((a, b) => (`${a.outcome}${a.reason}` < `${b.outcome}${b.reason}` ? -1 : 1));
  for (const { outcome, reason, count } of ordered) {
    await runStatement(tx, {
      name: 'add-counts',
      text: `insert into intake_counts (source_id, day, outcome, reason, count) values ($1, $2, $3, $4, $5)
             on conflict (source_id, day, outcome, reason) do update set count = intake_counts.count + excluded.count`,
      values: [key.sourceId, key.day, outcome, reason, count],
      row: noRow,
    });
  }
}
