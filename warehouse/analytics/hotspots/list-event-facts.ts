import type { Analytics } from '../analytics.ts';
import { type Columns, runColumnQuery } from '../run-column-query.ts';
import type { UnsettledSubjects } from './list-unsettled-subjects.ts';
import { days, inStretches, instants, narrow, SINCE_SETTLED, uint64s, WITHIN_MONTHS } from './ranking-sql.ts';

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
  /** What `shared_rows` does not have as it is. */
  unsettled: UnsettledSubjects | null;
}

/**
 * The documents of the named events in a span, in stretches of the table: while the caller counts one, the server reads
 * the next. An event of one document that tells of no danger may have none here. For the ranking job, system-wide.
 */
export function listEventFacts(
  analytics: Analytics,
  events: readonly string[],
  { unsettled, ...span }: FactsSpan,
): AsyncGenerator<FactColumns> {
  return inStretches(events, (some) => {
    const fresh = some.filter((event) => unsettled?.fresh.has(event) !== false);
    const copied = some.filter((event) => unsettled?.fresh.has(event) === false);
    const grown = copied.filter((event) => unsettled?.grown.has(event));
    return runColumnQuery(analytics, {
      name: 'list_event_facts',
      sql: grown.length > 0 ? WITH_GROWN : SQL,
      params: { ...span, copied: uint64s(copied), grown: uint64s(grown), fresh: uint64s(fresh) },
      columns: COLUMNS,
      settings: WITHIN_MONTHS,
    });
  });
}

const READ = 'subject, published_at, ward, person, copy, source, severity, weighs, is_open, is_private';
const COPIED = `SELECT ${READ} FROM shared_rows FINAL PREWHERE subject IN {copied:Array(UInt64)} AND ${days('since')}`;
const FRESH = `SELECT ${READ} FROM ranking_rows FINAL PREWHERE is_mention = 0 AND subject IN {fresh:Array(UInt64)} AND ${days('since')}`;
/** Every later version of what has come since is there too. */
const COME = `is_mention = 0 AND subject IN {grown:Array(UInt64)} AND ${days('since')} AND ${SINCE_SETTLED}`;
const GROWN = `SELECT ${READ} FROM ranking_rows FINAL PREWHERE ${COME} SETTINGS use_skip_indexes_if_final = 1, use_skip_indexes_if_final_exact_mode = 0`;
const REPLACED = `SELECT subject, day, document FROM ranking_rows WHERE ${COME}`;

const sqlOf = (rows: string): string => `
SELECT subject, toFloat64(toUnixTimestamp64Milli(published_at)), toUInt16(toDate(published_at, {timeZone:String})),
  toUInt32(intDiv(ward, 1000)), toUInt16(ward % 1000), ${narrow('person')}, ${narrow('copy')},
  toUInt32(cityHash64(CAST(source, 'String')) % 4294967296), severity, weighs, is_open, is_private
FROM (${rows})
WHERE ${instants('since')}`;

const SQL = sqlOf(`${COPIED} UNION ALL ${FRESH}`);
const WITH_GROWN = sqlOf(
  `${COPIED} WHERE (subject, day, document) NOT IN (${REPLACED}) UNION ALL ${GROWN} UNION ALL ${FRESH}`,
);
