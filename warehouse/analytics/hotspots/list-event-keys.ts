import type { Analytics } from '../analytics.ts';
import { runBinaryQuery } from '../run-binary-query.ts';
import { inChunks, uint64s } from './ranking-sql.ts';

export interface EventKey {
  /** Number of the event, as a decimal. */
  event: string;
  event_id: string;
  /** The subject that its bursts are held against: its place and category, or itself where it names no place. */
  subject: string;
  /** The subject is a place. */
  isPlace: boolean;
  /** It is of one document. */
  isSingle: boolean;
  /** Number of the local day of its first report. */
  first_day: number;
}

/** Numbers of events, as decimals. */
export interface AskedEvents {
  /** Known to be of two documents or more. */
  shared: readonly string[];
  /** Of which only one is known: they may stand among those of one document or, later or earlier, among the others. */
  others: readonly string[];
}

interface KeyRow {
  revision: number;
  key: EventKey;
}

/** Id, subject and first day of the numbered events; system-wide, for the ranking job. */
export async function listEventKeys(
  analytics: Analytics,
  { shared, others }: AskedEvents,
  timeZone: string,
): Promise<Map<string, EventKey>> {
  const found = await Promise.all([
    lookUp(analytics, { events: [...shared, ...others], isSingle: 0, timeZone }),
    lookUp(analytics, { events: others, isSingle: 1, timeZone }),
  ]);
  const newest = new Map<string, KeyRow>();
  for (const row of found.flat()) {
    const known = newest.get(row.key.event);
    if (!known || known.revision < row.revision) newest.set(row.key.event, row);
  }
  return new Map(Array.from(newest, ([event, { key }]) => [event, key]));
}

function lookUp(
  analytics: Analytics,
  { events, ...asked }: { events: readonly string[]; isSingle: 0 | 1; timeZone: string },
): Promise<KeyRow[]> {
  return inChunks(events, (some) =>
    runBinaryQuery<KeyRow>(analytics, {
      name: 'list_event_keys',
      sql: `SELECT toFloat64(revision), event, event_id, if(background = 0, event, background), background != 0,
              toUInt16(toDate(first_at, {timeZone:String}))
            FROM ranking_keys FINAL PREWHERE is_single = {isSingle:UInt8} AND event IN {events:Array(UInt64)}`,
      params: { ...asked, events: uint64s(some) },
      read: (row) => ({
        revision: row.float64(),
        key: {
          event: row.decimal(),
          event_id: row.text(),
          subject: row.decimal(),
          isPlace: row.uint8() === 1,
          isSingle: asked.isSingle === 1,
          first_day: row.uint16(),
        },
      }),
    }),
  );
}
