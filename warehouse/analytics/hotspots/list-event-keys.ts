import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({ event_id: z.string(), place: z.string(), topic_code: z.string(), first_at: z.string() });
export type EventKeyRow = z.infer<typeof rowSchema>;

/** Place, topic and first report of the events that have a report after `since`; system-wide, for the ranking job. */
export function listEventKeys(analytics: Analytics, since: string): Promise<EventKeyRow[]> {
  return runQuery(analytics, {
    name: 'list_event_keys',
    sql: `SELECT event_id, place, topic_code, first_at FROM events FINAL WHERE last_at > {since:DateTime64(3, 'UTC')}`,
    params: { since },
    row: rowSchema,
  });
}
