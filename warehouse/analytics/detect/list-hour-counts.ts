import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { DETECTION_FACTS } from './detection-facts.ts';

const rowSchema = z.object({ day: z.string(), hour: z.number(), reports: z.number() });
export type HourCount = z.infer<typeof rowSchema>;

/** Reports per hour of each day, in the time zone; hours without any are absent. Half-open window (from, to]. */
export function listHourCounts(
  analytics: Analytics,
  query: { from: string; to: string; timeZone: string },
): Promise<HourCount[]> {
  return runQuery(analytics, {
    name: 'list_hour_counts',
    sql: `SELECT toString(toDate(published_at, {timeZone:String})) AS day, toHour(published_at, {timeZone:String}) AS hour, count() AS reports
          FROM (${DETECTION_FACTS})
          GROUP BY day, hour`,
    params: query,
    row: rowSchema,
  });
}
