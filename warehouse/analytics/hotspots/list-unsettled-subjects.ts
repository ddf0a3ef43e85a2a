import type { Analytics } from '../analytics.ts';
import { runBinaryQuery } from '../run-binary-query.ts';

/** Where more have changed, as while years are imported, it takes less to count all anew than to tell them apart. */
const MOST = 20_000;

/**
 * Numbers, as decimals, of the places and events whose days before the local day of `at` may be others than
 * `usual_months` counts; null when nothing can be said of too many.
 */
export async function listUnsettledSubjects(
  analytics: Analytics,
  { at, timeZone }: { at: string; timeZone: string },
): Promise<ReadonlySet<string> | null> {
  const subjects = await runBinaryQuery(analytics, {
    name: 'list_unsettled_subjects',
    // Rows are dated in UTC: those of the day in which the local day begins may have stood before it.
    sql: `SELECT DISTINCT subject FROM (
            SELECT subject FROM ranking_rows
            WHERE ${SINCE} AND day <= toDate(toTimeZone(toStartOfDay({at:DateTime64(3, 'UTC')}, {timeZone:String}), 'UTC'))
            UNION ALL SELECT event FROM ranking_keys WHERE is_single = 0 AND ${SINCE})
          LIMIT {limit:UInt32}`,
    params: { at, timeZone, limit: MOST + 1 },
    read: (row) => row.decimal(),
  });
  return subjects.length > MOST ? null : new Set(subjects);
}

/** Where nothing has been counted, or by days of another zone, all has come since. */
const SINCE = 'revision >= ifNull((SELECT seq + 1 FROM usual_marks FINAL WHERE time_zone = {timeZone:String}), 0)';
