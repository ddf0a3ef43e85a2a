import type { Analytics } from '../analytics.ts';
import { runBinaryQuery } from '../run-binary-query.ts';
import { SINCE_SETTLED } from './ranking-sql.ts';

/** Numbers, as decimals, of the places and events that have changed since `usual_months` and `shared_rows` were brought up to date. */
export interface UnsettledSubjects {
  /** Those of which `shared_rows` may have other rows than there are. */
  rows: ReadonlySet<string>;
  /** Those whose days before the local day of the run may be others than `usual_months` counts. */
  days: ReadonlySet<string>;
}

/** Where more have changed, as while years are imported, it takes less to count all anew than to tell them apart. */
const MOST = 20_000;

/** What a run for the instant `at` has to count anew; null when nothing can be said of too many. */
export async function listUnsettledSubjects(
  analytics: Analytics,
  { at, timeZone }: { at: string; timeZone: string },
): Promise<UnsettledSubjects | null> {
  const subjects = await runBinaryQuery(analytics, {
    name: 'list_unsettled_subjects',
    // Rows are dated in UTC: those of the day in which the local day begins may have stood before it.
    sql: `SELECT subject, toUInt8(max(is_before)) FROM (
            SELECT subject, day <= toDate(toTimeZone(toStartOfDay({at:DateTime64(3, 'UTC')}, {timeZone:String}), 'UTC')) AS is_before
            FROM ranking_rows WHERE ${SINCE_SETTLED}
            UNION ALL SELECT event, 1 FROM ranking_keys WHERE is_single = 0 AND ${SINCE_SETTLED})
          GROUP BY subject LIMIT {limit:UInt32}`,
    params: { at, timeZone, limit: MOST + 1 },
    read: (row) => ({ subject: row.decimal(), isBefore: row.uint8() === 1 }),
  });
  if (subjects.length > MOST) return null;
  return {
    rows: new Set(subjects.map(({ subject }) => subject)),
    days: new Set(subjects.flatMap(({ subject, isBefore }) => (isBefore ? [subject] : []))),
  };
}
