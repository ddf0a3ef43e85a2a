import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  source_id: z.string(),
  last_at: z.string(),
  /** [day, documents], oldest first; days without any are absent. */
  days: z.array(z.tuple([z.string(), z.number()])),
});
export type SourceDays = z.infer<typeof rowSchema>;

/** Documents per day of each source and when its last one was published, over the half-open window (from, to]. */
export function listSourceDays(
  analytics: Analytics,
  query: { from: string; to: string; timeZone: string },
): Promise<SourceDays[]> {
  return runQuery(analytics, {
    name: 'list_source_days',
    sql: `SELECT source_id, max(latest) AS last_at, arraySort(groupArray((toString(day), documents))) AS days
          FROM (
            SELECT source_id, toDate(published_at, {timeZone:String}) AS day, count() AS documents, max(published_at) AS latest
            FROM memberships FINAL
            WHERE published_at > {from:DateTime64(3, 'UTC')} AND published_at <= {to:DateTime64(3, 'UTC')}
            GROUP BY source_id, day
          )
          GROUP BY source_id ORDER BY source_id`,
    params: query,
    row: rowSchema,
  });
}
