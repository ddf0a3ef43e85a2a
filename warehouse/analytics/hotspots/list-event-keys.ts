import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { inChunks, uint64s } from './ranking-sql.ts';

const rowSchema = z.object({
  event: z.string(),
  event_id: z.string(),
  /** What its bursts are held against, as `ranking_facts` numbers it; '0' when it names no place. */
  background: z.string(),
  category: z.string(),
  first_at: z.string(),
});
export type EventKey = z.infer<typeof rowSchema>;

/** Id, background and first report of the numbered events; system-wide, for the ranking job. */
export async function listEventKeys(analytics: Analytics, events: readonly string[]): Promise<Map<string, EventKey>> {
  const rows = await inChunks(events, (some) =>
    runQuery(analytics, {
      name: 'list_event_keys',
      sql: `SELECT toString(event) AS event, event_id, toString(background) AS background, category, first_at
          FROM ranking_events FINAL WHERE event IN {events:Array(UInt64)}`,
      params: { events: uint64s(some) },
      row: rowSchema,
    }),
  );
  return new Map(rows.map((row) => [row.event, row]));
}
