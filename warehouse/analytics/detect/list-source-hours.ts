import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  source_id: z.string(),
  last_at: z.string(),
  /** [day, hour of the day, documents]; hours without any are absent. */
  hours: z.array(z.tuple([z.string(), z.number(), z.number()])),
});
export type SourceHours = z.infer<typeof rowSchema>;

/** Documents per hour of each source, in the time zone, and when its last one was published; half-open window (from, to]. */
export function listSourceHours(
  analytics: Analytics,
  query: { from: string; to: string; timeZone: string },
): Promise<SourceHours[]> {
  return runQuery(analytics, {
    name: 'list_source_hours',
    sql: `SELECT source_id, max(latest) AS last_at, groupArray((toString(day), hour, documents)) AS hours
          FROM (
            SELECT source_id, toDate(published_at, {timeZone:String}) AS day, toHour(published_at, {timeZone:String}) AS hour,
                   count() AS documents, max(published_at) AS latest
            FROM memberships FINAL
            WHERE published_at > {from:DateTime64(3, 'UTC')} AND published_at <= {to:DateTime64(3, 'UTC')}
            GROUP BY source_id, day, hour
          )
          GROUP BY source_id ORDER BY source_id`,
    params: query,
    row: rowSchema,
  });
}
