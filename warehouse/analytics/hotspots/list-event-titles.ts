import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({ event_id: z.string(), title: z.string(), place: z.string(), topic_code: z.string() });
export type EventTitle = z.infer<typeof rowSchema>;

/** Title, place and topic of the named events, for alerts; system-wide, never for a page. */
export async function listEventTitles(analytics: Analytics, eventIds: string[]): Promise<Map<string, EventTitle>> {
  const rows = await runQuery(analytics, {
    name: 'list_event_titles',
    sql: 'SELECT event_id, title, place, topic_code FROM events FINAL WHERE event_id IN {eventIds:Array(String)}',
    params: { eventIds },
    row: rowSchema,
  });
  return new Map(rows.map((row) => [row.event_id, row]));
}
