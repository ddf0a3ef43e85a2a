import type { Analytics } from '../analytics.ts';
import { type Columns, runColumnQuery } from '../run-column-query.ts';
import { between, inChunks, narrow, NUMBERS_PER_QUERY, uint64s, WITHIN_MONTHS } from './ranking-sql.ts';

/** What a ranking reads of each document; hashes are told apart only within its event. */
const COLUMNS = {
  /** Number of the event. */
  event: 'UInt64',
  /** Milliseconds since 1970, and the number of the local day. */
  at: 'Float64',
  day: 'UInt16',
  /** Nine digits, 0 where nothing is known; and the last three of a community, 0 where only the street is. */
  street: 'UInt32',
  community: 'UInt16',
  person: 'Float64',
  copy: 'Float64',
  source: 'UInt32',
  severity: 'UInt8',
  /** 0 it does not weigh, 1 it weighs, 2 a plain question, which weighs where enough people ask. */
  weighs: 'UInt8',
  isOpen: 'UInt8',
  isPrivate: 'UInt8',
} as const;

/** Documents as a ranking sees them; those of one event stand together, latest first. */
export type FactColumns = Columns<typeof COLUMNS>;

/** What is asked for: (since, to], and the zone of its days. */
export interface FactsSpan {
  since: string;
  to: string;
  timeZone: string;
}

/** So many events are looked up for what a pass over a month of ten million documents a year costs. */
const LOOKED_UP = 500;

/** The documents of the named events in a span, in the cheaper of two ways; for the ranking job, system-wide. */
export function listEventFacts(
  analytics: Analytics,
  events: readonly string[],
  span: FactsSpan,
): Promise<FactColumns[]> {
  return (events.length > LOOKED_UP ? listFactsBySpan : listFactsByEvent)(analytics, events, span);
}

/** By a pass over the span's documents. */
export async function listFactsBySpan(
  analytics: Analytics,
  events: readonly string[],
  span: FactsSpan,
): Promise<FactColumns[]> {
  const found: FactColumns[] = [];
  for (let start = 0; start < events.length; start += NUMBERS_PER_QUERY)
    found.push(
      await listFacts(analytics, events.slice(start, start + NUMBERS_PER_QUERY), {
        span,
        event: 'event',
        rows: 'ranking_facts FINAL WHERE background = 0 AND event IN {events:Array(UInt64)}',
      }),
    );
  return found;
}

/** By looking the events up, which is dearer by the event but free of the number of documents. */
export function listFactsByEvent(
  analytics: Analytics,
  events: readonly string[],
  span: FactsSpan,
): Promise<FactColumns[]> {
  // The subject is that table's key, so it may be looked up before versions are compared.
  const rows = 'ranking_subjects FINAL PREWHERE subject IN {events:Array(UInt64)} WHERE is_mention = 0';
  return inChunks(events, async (some) => [await listFacts(analytics, some, { span, event: 'subject', rows })]);
}

function listFacts(
  analytics: Analytics,
  events: readonly string[],
  { span, event, rows }: { span: FactsSpan; event: 'event' | 'subject'; rows: string },
): Promise<FactColumns> {
  return runColumnQuery(analytics, {
    name: 'list_event_facts',
    // Ties are broken by hashes, so that which of two equal texts counts is the same every time.
    sql: `SELECT ${event}, toFloat64(toUnixTimestamp64Milli(published_at)), toUInt16(toDate(published_at, {timeZone:String})),
            toUInt32(intDiv(ward, 1000)), toUInt16(ward % 1000), ${narrow('person')}, ${narrow('copy')},
            toUInt32(cityHash64(CAST(source, 'String')) % 4294967296), severity, weighs, is_open, is_private
          FROM ${rows} AND ${between('since')}
          ORDER BY ${event}, published_at DESC, person DESC, copy DESC`,
    params: { ...span, events: uint64s(events) },
    columns: COLUMNS,
    settings: WITHIN_MONTHS,
  });
}
