import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { DETECTION_FACTS } from './detection-facts.ts';

const rowSchema = z.object({
  ward: z.string(),
  topic_code: z.string(),
  /** [day, distinct reporters], oldest first. */
  days: z.array(z.tuple([z.string(), z.number()])),
});
export type CellDays = z.infer<typeof rowSchema>;

/**
 * Distinct reporters per day for each topic of each ward at every level, copies of one text counted once; ward '' is the
 * whole district, 未定位 included. Half-open window (from, to]. System-wide, for the detectors.
 */
export function listCellDays(
  analytics: Analytics,
  query: { from: string; to: string; timeZone: string },
): Promise<CellDays[]> {
  return runQuery(analytics, {
    name: 'list_cell_days',
    sql: `SELECT ward, topic_code, arraySort(groupArray((toString(day), reporters))) AS days
          FROM (
            SELECT arrayJoin(arrayDistinct(['', substring(ward_code, 1, 9), ward_code])) AS ward, topic_code,
                   toDate(published_at, {timeZone:String}) AS day, least(uniqExact(person), uniqExact(copy)) AS reporters
            FROM (${DETECTION_FACTS})
            GROUP BY ward, topic_code, day
          )
          WHERE length(ward) IN (0, 9, 12)
          GROUP BY ward, topic_code`,
    params: query,
    row: rowSchema,
  });
}
