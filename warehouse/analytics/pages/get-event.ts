import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  event_id: z.string(),
  kind: z.enum(['event', 'topic']),
  title: z.string(),
  keywords: z.array(z.string()),
  summary: z.string(),
  place: z.string(),
  crowds: z.string(),
  topic_code: z.string(),
  first_at: z.string(),
  last_at: z.string(),
  document_count: z.number(),
});
export type EventDescription = z.infer<typeof rowSchema>;

/**
 * The words that describe an event; null when there is none. The caller must have seen a document of it in the
 * asker's scope first (listEventBreakdown): the description itself belongs to no ward.
 */
export async function getEvent(analytics: Analytics, eventId: string): Promise<EventDescription | null> {
  const [row] = await runQuery(analytics, {
    name: 'get_event',
    sql: `SELECT event_id, kind, title, keywords, summary, place, crowds, topic_code, first_at, last_at, document_count
          FROM events FINAL WHERE event_id = {eventId:String}`,
    params: { eventId },
    row: rowSchema,
  });
  return row ?? null;
}
