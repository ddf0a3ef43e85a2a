import type { Analytics } from '../analytics.ts';
import { runBinaryQuery } from '../run-binary-query.ts';
import { getUsualMark } from './get-usual-mark.ts';

/** Where more have changed, as while years are imported, all are counted anew: as many as one parameter of a query holds. */
const MOST = 5_000;

/**
 * Numbers, as decimals, of the places whose days before the local day of `at` are others than `usual_days` counts; null
 * when nothing can be said of too many.
 */
export async function listUnsettledPlaces(
  analytics: Analytics,
  { at, timeZone }: { at: string; timeZone: string },
): Promise<ReadonlySet<string> | null> {
  const seq = await getUsualMark(analytics, timeZone);
  if (seq === null) return null;
  const places = await runBinaryQuery(analytics, {
    name: 'list_unsettled_places',
    // Rows are dated in UTC: those of the day in which the local day begins may have stood before it.
    sql: `SELECT DISTINCT subject FROM ranking_rows
          WHERE is_mention = 1 AND revision > {seq:UInt64}
            AND day <= toDate(toTimeZone(toStartOfDay({at:DateTime64(3, 'UTC')}, {timeZone:String}), 'UTC'))
          LIMIT {limit:UInt32}`,
    params: { seq, at, timeZone, limit: MOST + 1 },
    read: (row) => row.decimal(),
  });
  return places.length > MOST ? null : new Set(places);
}
