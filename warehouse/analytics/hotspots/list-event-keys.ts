import type { Analytics } from '../analytics.ts';
import { runBinaryQuery } from '../run-binary-query.ts';
import { inChunks, uint64s } from './ranking-sql.ts';

export interface EventKey {
  /** Number of the event, as a decimal. */
  event: string;
  event_id: string;
  /** The subject that its bursts are held against: its place and category, or itself where it names no place. */
  subject: string;
  /** Number of the local day of its first report. */
  first_day: number;
}

/** Id, subject and first day of the numbered events; system-wide, for the ranking job. */
export async function listEventKeys(
  analytics: Analytics,
  events: readonly string[],
  timeZone: string,
): Promise<Map<string, EventKey>> {
  const rows = await inChunks(events, (some) =>
    runBinaryQuery<EventKey>(analytics, {
      name: 'list_event_keys',
      sql: `SELECT event, event_id, if(background = 0, event, background), toUInt16(toDate(first_at, {timeZone:String}))
            FROM ranking_events FINAL PREWHERE event IN {events:Array(UInt64)}`,
      params: { events: uint64s(some), timeZone },
      read: (row) => ({ event: row.decimal(), event_id: row.text(), subject: row.decimal(), first_day: row.uint16() }),
    }),
  );
  return new Map(rows.map((row) => [row.event, row]));
}
