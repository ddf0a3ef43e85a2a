import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  event_id: z.string(),
  kind: z.enum(['event', 'topic']),
  title: z.string(),
  place: z.string(),
  topic_code: z.string(),
  first_at: z.string(),
  last_at: z.string(),
  document_count: z.number(),
});
export type FoundEvent = z.infer<typeof rowSchema>;

/** Descriptions of the named events. The caller found a document of each in the asker's scope; their own words: listOwnWords. */
export function listFoundEvents(analytics: Analytics, eventIds: readonly string[]): Promise<FoundEvent[]> {
  return runQuery(analytics, {
    name: 'list_found_events',
    sql: `SELECT event_id, kind, title, place, topic_code, first_at, last_at, document_count
          FROM events FINAL WHERE event_id IN {eventIds:Array(String)} LIMIT 1000`,
    params: { eventIds },
    row: rowSchema,
  });
}
