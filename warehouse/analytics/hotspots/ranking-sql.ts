import type { WardLevel } from '../../model/ward.ts';

/**
 * How the rows of `ranking_rows` fall to the wards of a level: the ward as a number, and the rows that are located that
 * deep. All rows, unlocated ones too, fall to the district.
 */
export const rankingLevels: Record<WardLevel, { ward: string; located: string }> = {
  district: { ward: 'toUInt32(0)', located: '1' },
  street: { ward: 'toUInt32(intDiv(ward, 1000))', located: 'ward != 0' },
  community: { ward: 'ward', located: 'ward % 1000 != 0' },
};

/** Persons on a day of a month in a ward, as one number of `usual_months`; more persons than its bits hold no ward has. */
export const packedDay = (ward: string, day: string, persons: string): string =>
  `bitShiftLeft(toUInt64(${ward}), 24) + bitShiftLeft(toUInt64(${day}), 19) + least(${persons}, 0x7FFFF)`;
/** And its parts. */
export const unpackedDay = {
  ward: (packed: string): string => `bitShiftRight(${packed}, 24)`,
  day: (packed: string): string => `bitAnd(bitShiftRight(${packed}, 19), 0x1F)`,
  persons: (packed: string): string => `bitAnd(${packed}, 0x7FFFF)`,
} as const;

/** What is left of the weight of a report of `published_at` at {agedTo}. The server has no fast power of two, but one of e. */
export const AGED = `exp((toUnixTimestamp64Milli(published_at) - toUnixTimestamp64Milli({agedTo:DateTime64(3, 'UTC')})) * (${Math.LN2} / 3600000 / {halfLifeHours:Float64}))`;

/** The rows of (instant of that parameter, {to}]. */
export function between(from: string): string {
  return `${days(from)} AND ${instants(from)}`;
}

/** The same where the days are asked for already. */
export function instants(from: string): string {
  return `published_at > {${from}:DateTime64(3, 'UTC')} AND published_at <= {to:DateTime64(3, 'UTC')}`;
}

/** The rows of the days of that span; the day is part of the key, so it may be asked before versions are compared. */
export function days(from: string): string {
  return `day >= toDate({${from}:DateTime64(3, 'UTC')}) AND day <= toDate({to:DateTime64(3, 'UTC')})`;
}

/** What came after the mark of settle-ranking.ts; where there is none for days of this zone, everything. */
export const SINCE_SETTLED =
  'revision >= ifNull((SELECT seq + 1 FROM usual_marks FINAL WHERE time_zone = {timeZone:String}), 0)';

/** Events whose rows of some days `shared_rows` may not have as they are. */
export const changedEvents = (within: string): string =>
  `SELECT subject FROM ranking_rows WHERE is_mention = 0 AND ${within} AND ${SINCE_SETTLED}
   UNION ALL SELECT event FROM ranking_keys WHERE is_single = 0 AND ${SINCE_SETTLED}`;

/**
 * The rows of events that a ranking may list, as they are now: of those named as settled from `shared_rows`, which has not
 * half as many, of those named as changed from `ranking_rows`. `within` names the days.
 */
export const rowsOfEvents = (columns: string, of: { settled: string; changed: string; within: string }): string => `(
    SELECT ${columns} FROM shared_rows FINAL PREWHERE ${of.within} AND ${of.settled}
    UNION ALL
    SELECT ${columns} FROM ranking_rows FINAL PREWHERE is_mention = 0 AND ${of.within} AND ${of.changed})`;

/** A hash as a JavaScript number: the lower 52 of its bits, enough to tell some thousand apart. */
export const narrow = (hash: string): string => `toFloat64(bitAnd(${hash}, 0xFFFFFFFFFFFFF))`;

/** Numbers of 64 bits that came as decimals, to be bound as {name:Array(UInt64)}: as JavaScript numbers they would lose digits. */
export const uint64s = (decimals: readonly string[]): bigint[] => decimals.map(BigInt);

/**
 * For FINAL on `ranking_rows`: the day is part of its key, so all versions of a row lie in one month and none need be
 * compared across. (Not so for `documents`: where a date was corrected, the server would look past
 * the newer version.)
 */
export const WITHIN_MONTHS = { do_not_merge_across_partitions_select_final: 1 } as const;

/** The server takes 128 KB for one parameter; a number of 64 bits has up to twenty digits and a comma. */
const NUMBERS_PER_QUERY = 5_000;
/** Asks for a list of keys in as few queries as their number allows, one after the other; none are asked for nothing. */
export async function inChunks<Key, Row>(
  keys: readonly Key[],
  ask: (some: readonly Key[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[][] = [];
  for (let start = 0; start < keys.length; start += NUMBERS_PER_QUERY)
    rows.push(await ask(keys.slice(start, start + NUMBERS_PER_QUERY)));
  return rows.length === 1 ? rows[0]! : rows.flat();
}

/** A statement of the server's keeps one core busy for most of its time, and two are what the smallest machine has. */
const AT_ONCE = 2;
/** A statement costs as much as reading 50 000 rows: fewer keys are not worth a second one. */
const KEYS_PER_STRETCH = 500;

/**
 * Asks for a list of numbers of 64 bits, as decimals, in a few stretches of their order, which is that of the tables, so
 * that together they read no more than all at once; two at a time, and those that come next while the caller is at one.
 */
export async function* inStretches<Found>(
  keys: readonly string[],
  ask: (some: readonly string[]) => Promise<Found>,
): AsyncGenerator<Found> {
  const sorted = keys.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const stretches = Math.max(
    Math.min(AT_ONCE, Math.ceil(keys.length / KEYS_PER_STRETCH)),
    Math.ceil(keys.length / NUMBERS_PER_QUERY),
  );
  const size = Math.ceil(keys.length / stretches);
  const asked: Promise<Found>[] = [];
  for (let start = 0, given = 0; given * size < sorted.length; given++) {
    for (; asked.length < given + AT_ONCE && start < sorted.length; start += size) {
      const found = ask(sorted.slice(start, start + size));
      // A fault is thrown where its turn comes; when the caller ends before it is not a second one.
      found.catch(() => {});
      asked.push(found);
    }
    yield await asked[given]!;
  }
}
