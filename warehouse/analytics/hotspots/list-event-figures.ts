import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  event_id: z.string(),
  documents: z.number(),
  reporters: z.number(),
  communities: z.number(),
  severity: z.number(),
  private_documents: z.number(),
  /** Ward codes of its documents, '' for what is not located. */
  wards: z.array(z.string()),
  /** The most frequent: exact, because there are no more than seven. */
  nature: z.string(),
});
export type EventFigures = z.infer<typeof rowSchema>;

/** Counts of the named events since an instant, without ranking anything; system-wide, never for a page. */
export function listEventFigures(analytics: Analytics, eventIds: string[], since: string): Promise<EventFigures[]> {
  return runQuery(analytics, {
    name: 'list_event_figures',
    sql: `SELECT event_id, count() AS documents,
                 uniqExact(if(reporter_key = '', concat(source_id, external_id), reporter_key)) AS reporters,
                 uniqExactIf(ward_code, length(ward_code) = 12) AS communities,
                 max(severity) AS severity,
                 countIf(visibility = 'private') AS private_documents,
                 groupUniqArray(ward_code) AS wards,
                 topK(7)(toString(nature))[1] AS nature
          FROM memberships FINAL
          WHERE published_at > {since:DateTime64(3, 'UTC')} AND event_id IN {eventIds:Array(String)}
          GROUP BY event_id LIMIT 1000`,
    params: { eventIds, since },
    row: rowSchema,
  });
}
