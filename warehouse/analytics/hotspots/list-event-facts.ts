import type { Analytics } from '../analytics.ts';
import { type Columns, runColumnQuery } from '../run-column-query.ts';
import { days, inStretches, instants, narrow, rowsOfEvents, uint64s, WITHIN_MONTHS } from './ranking-sql.ts';

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

/** Documents as a ranking sees them; those of one event and month stand together, by days. */
export type FactColumns = Columns<typeof COLUMNS>;

/** What is asked for: (since, to], and the zone of its days. */
export interface FactsSpan {
  since: string;
  to: string;
  timeZone: string;
  /** Whether `shared_rows` has an event's rows as they are (list-unsettled-subjects.ts). */
  isSettled: (event: string) => boolean;
}

/**
 * The documents of the named events in a span, in stretches of the table: while the caller counts one, the server reads
 * the next. An event of one document that tells of no danger may have none here. For the ranking job, system-wide.
 */
export function listEventFacts(
  analytics: Analytics,
  events: readonly string[],
  { isSettled, ...span }: FactsSpan,
): AsyncGenerator<FactColumns> {
  return inStretches(events, (some) => {
    const [settled, changed] = [some.filter(isSettled), some.filter((event) => !isSettled(event))];
    return runColumnQuery(analytics, {
      name: 'list_event_facts',
      sql: SQL,
      params: { ...span, settled: uint64s(settled), changed: uint64s(changed) },
      columns: COLUMNS,
      settings: WITHIN_MONTHS,
    });
  });
}

const ROWS = rowsOfEvents('subject, published_at, ward, person, copy, source, severity, weighs, is_open, is_private', {
  settled: 'subject IN {settled:Array(UInt64)}',
  changed: 'subject IN {changed:Array(UInt64)}',
  within: days('since'),
});

const SQL = `
SELECT subject, toFloat64(toUnixTimestamp64Milli(published_at)), toUInt16(toDate(published_at, {timeZone:String})),
  toUInt32(intDiv(ward, 1000)), toUInt16(ward % 1000), ${narrow('person')}, ${narrow('copy')},
  toUInt32(cityHash64(CAST(source, 'String')) % 4294967296), severity, weighs, is_open, is_private
FROM ${ROWS}
WHERE ${instants('since')}`;
