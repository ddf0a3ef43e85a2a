import type { Analytics } from '../analytics.ts';
import { type BinaryRow, readBinaryQuery } from '../run-binary-query.ts';
import { between, inChunks, narrow, NUMBERS_PER_QUERY, uint64s, WITHIN_MONTHS } from './ranking-sql.ts';

/** One document as a ranking sees it; hashes are told apart only within its event. */
export interface EventFact {
  /** Number of the event, as a decimal. */
  event: string;
  /** Milliseconds since 1970, and the number of the local day. */
  at: number;
  day: number;
  /** Twelve digits as a number: 000 at the end where only the street is known, 0 where not even that. */
  ward: number;
  person: number;
  copy: number;
  source: number;
  severity: number;
  /** 0 it does not weigh, 1 it weighs, 2 a plain question, which weighs where enough people ask. */
  weighs: number;
  isOpen: boolean;
  isPrivate: boolean;
}

/** What is asked for: (since, to], and the zone of its days. */
export interface FactsSpan {
  since: string;
  to: string;
  timeZone: string;
}

/** The documents of one event, latest first. */
export type FactsOfEvent = readonly EventFact[];

/**
 * The documents of the named events in a span, event by event, each read when its turn comes; system-wide, for the
 * ranking job. By a pass over the span's documents: a thousand look-ups in the other table cost as much as reading a
 * million rows here.
 */
export async function* listFactsBySpan(
  analytics: Analytics,
  events: readonly string[],
  span: FactsSpan,
): AsyncGenerator<FactsOfEvent> {
  for (let start = 0; start < events.length; start += NUMBERS_PER_QUERY)
    yield* await listFacts(analytics, events.slice(start, start + NUMBERS_PER_QUERY), {
      span,
      event: 'event',
      rows: 'ranking_facts FINAL WHERE background = 0 AND event IN {events:Array(UInt64)}',
    });
}

/** The same by looking the events up: dearer by the event, but free of the number of documents in the span. */
export function listFactsByEvent(
  analytics: Analytics,
  events: readonly string[],
  span: FactsSpan,
): Promise<FactsOfEvent[]> {
  // The subject is that table's key, so it may be looked up before versions are compared.
  const rows = 'ranking_subjects FINAL PREWHERE subject IN {events:Array(UInt64)} WHERE is_mention = 0';
  return inChunks(events, async (some) => [...(await listFacts(analytics, some, { span, event: 'subject', rows }))]);
}

async function listFacts(
  analytics: Analytics,
  events: readonly string[],
  { span, event, rows }: { span: FactsSpan; event: 'event' | 'subject'; rows: string },
): Promise<Iterable<FactsOfEvent>> {
  return byEvent(
    await readBinaryQuery(analytics, {
      name: 'list_event_facts',
      // Ties are broken by hashes, so that which of two equal texts counts is the same every time.
      sql: `SELECT ${event}, toFloat64(toUnixTimestamp64Milli(published_at)), toUInt16(toDate(published_at, {timeZone:String})),
              toFloat64(ward), ${narrow('person')}, ${narrow('copy')}, toUInt32(cityHash64(source) % 4294967296), severity, weighs, is_open, is_private
            FROM ${rows} AND ${between('since')}
            ORDER BY ${event}, published_at DESC, person DESC, copy DESC`,
      params: { ...span, events: uint64s(events) },
      read: readFact,
      settings: WITHIN_MONTHS,
    }),
  );
}

function* byEvent(facts: Iterable<EventFact>): Generator<FactsOfEvent> {
  let own: EventFact[] = [];
  for (const fact of facts) {
    if (own.length > 0 && own[0]!.event !== fact.event) {
      yield own;
      own = [];
    }
    own.push(fact);
  }
  if (own.length > 0) yield own;
}

function readFact(row: BinaryRow): EventFact {
  return {
    event: row.decimal(),
    at: row.float64(),
    day: row.uint16(),
    ward: row.float64(),
    person: row.float64(),
    copy: row.float64(),
    source: row.uint32(),
    severity: row.uint8(),
    weighs: row.uint8(),
    isOpen: row.uint8() === 1,
    isPrivate: row.uint8() === 1,
  };
}
