import { type Analytics, forceToDisk, insertRows } from '../analytics.ts';
import { copySharedRows } from './copy-shared-rows.ts';
import { getUsualMark } from './get-usual-mark.ts';
import { settleUsualDays } from './settle-usual-days.ts';

/** Up to where a ranking's tables are to be brought up to date, and what may be told of it. */
export interface Settling {
  /** Arrival order up to which every document is surely written. */
  seq: number;
  timeZone: string;
  /** Called after each month that is counted; the first time there are as many as documents have. */
  onMonth?: ((done: { months: number; of: number }) => void) | undefined;
}

/**
 * Brings `shared_rows` and `usual_months` up to date with `ranking_rows`, and moves the mark. Broken off or done twice it
 * changes nothing that is read: until the mark is moved, what it stands for is read from `ranking_rows`.
 */
export async function settleRanking(analytics: Analytics, { seq, timeZone, onMonth }: Settling): Promise<void> {
  const mark = await getUsualMark(analytics, timeZone);
  if (mark !== null && mark >= seq) return;
  const from = mark === null ? 0 : mark + 1;
  await copySharedRows(analytics, { from, seq });
  await settleUsualDays(analytics, { from, seq, timeZone, onMonth });
  // The mark must not outlive the rows that it vouches for.
  await forceToDisk(analytics);
  const rows = [{ only: 1, seq, time_zone: timeZone }];
  await insertRows(analytics, { name: 'insert_usual_mark', table: 'usual_marks', rows });
}
