import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { DETECTION_FACTS } from './detection-facts.ts';

const rowSchema = z.object({ event_id: z.string(), day: z.string(), reporters: z.number() });

/** Events with at least `atLeast` distinct reporters on one day of the half-open window (from, to], with their best day. */
export function listEventPeaks(
  analytics: Analytics,
  query: { from: string; to: string; timeZone: string; atLeast: number },
): Promise<z.infer<typeof rowSchema>[]> {
  return runQuery(analytics, {
    name: 'list_event_peaks',
    sql: `SELECT event_id, toString(argMax(on_day, people)) AS day, max(people) AS reporters
          FROM (
            SELECT event_id, toDate(published_at, {timeZone:String}) AS on_day, least(uniqExact(person), uniqExact(copy)) AS people
            FROM (${DETECTION_FACTS})
            GROUP BY event_id, on_day
          )
          GROUP BY event_id HAVING reporters >= {atLeast:UInt32} ORDER BY reporters DESC, event_id`,
    params: query,
    row: rowSchema,
  });
}
