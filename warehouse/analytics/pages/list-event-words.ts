import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({ event_id: z.string(), summary: z.string(), crowds: z.string() });

/** The sentence and the crowds of events. They belong to no ward: only for whoever sees the whole district. */
export function listEventWords(
  analytics: Analytics,
  eventIds: readonly string[],
): Promise<z.infer<typeof rowSchema>[]> {
  return runQuery(analytics, {
    name: 'list_event_words',
    sql: `SELECT event_id, summary, crowds FROM events FINAL WHERE event_id IN {eventIds:Array(String)}`,
    params: { eventIds },
    row: rowSchema,
  });
}
