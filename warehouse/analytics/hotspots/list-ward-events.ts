import { z } from 'zod';
import type { WardLevel } from '../../model/ward.ts';
import { type Analytics, runQuery } from '../analytics.ts';
import type { RankingWindow } from './list-hot-candidates.ts';
import { AGED, inChunks, inWindow, rankingLevels, uint64s, WITHIN_MONTHS } from './ranking-sql.ts';

const rowSchema = z.object({
  ward: z.string(),
  /** Number of the event in `ranking_facts`, as a decimal. */
  event: z.string(),
  documents: z.number(),
  private_documents: z.number(),
  open_documents: z.number(),
  oldest_open_at: z.string(),
  severity: z.number(),
  communities: z.number(),
  sources: z.number(),
  /** The smallest ward that holds all of them. */
  own_ward: z.string(),
  reporters: z.number(),
  weighted: z.number(),
  /** Most distinct reporters on one day, copies of one text counted once, and that day; '' when none weighs. */
  peak_reporters: z.number(),
  peak_day: z.string(),
  /** Such reporters in each of the last five weeks, the running one first, whatever the window. */
  weeks: z.array(z.number()),
});
export type WardEvent = z.infer<typeof rowSchema>;

export interface WardEventsQuery extends RankingWindow {
  districtCode: string;
  /** Where the oldest of the five weeks begins, or the window, whichever is earlier. */
  since: string;
  /** A person's n items count 1 + personStep · ln n, at most personMax. */
  personStep: number;
  personMax: number;
  /** What a second copy of a text counts; a third counts nothing. */
  copyShare: number;
  /** Which events in which wards, as numbers. */
  pairs: readonly { w: string; event: string }[];
}

/** What ranking needs to know of the named events in the named wards of a level, from one pass over their documents. */
export function listWardEvents(analytics: Analytics, query: WardEventsQuery): Promise<WardEvent[]> {
  const { level, pairs, ...rest } = query;
  return inChunks(pairs, (some) =>
    runQuery(analytics, {
      name: 'list_ward_events',
      sql: SQL[level],
      params: { ...rest, wards: uint64s(some.map(({ w }) => w)), events: uint64s(some.map(({ event }) => event)) },
      row: rowSchema,
      settings: WITHIN_MONTHS,
    }),
  );
}

/** SQL of (distinct reporters, day) for each day of items (time, person, copy): copies of one text are one voice. */
const daysOf = (items: string): string => `
    arrayMap(item -> toDate(item.1, {timeZone:String}), ${items}) AS ${items}_dates,
    arrayDistinct(arrayZip(${items}_dates, ${items}.2)).1 AS ${items}_people,
    arrayDistinct(arrayZip(${items}_dates, ${items}.3)).1 AS ${items}_texts,
    arrayMap(date -> (least(countEqual(${items}_people, date), countEqual(${items}_texts, date)), date), arrayDistinct(${items}_dates))`;

const persons = (n: string): string => `least({personMax:Float64}, 1 + {personStep:Float64} * log(${n}))`;

const sqlOf = ({ ward, code }: (typeof rankingLevels)[WardLevel]): string => `
WITH counted AS (
  WITH published_at > {from:DateTime64(3, 'UTC')} AS inside
  SELECT
    ${ward} AS w, event,
    countIf(inside) AS documents,
    countIf(inside AND is_private) AS private_documents,
    countIf(inside AND is_open AND weighs) AS open_documents,
    minIf(published_at, inside AND is_open AND weighs) AS oldest_open_at,
    maxIf(severity, inside AND weighs) AS worst,
    uniqExactIf(source, inside) AS sources,
    groupUniqArrayIf(ward, inside) AS wards,
    arrayReverseSort(groupArrayIf((published_at, person, copy), weighs)) AS items
  FROM ranking_facts FINAL
  WHERE ${inWindow('since')} AND event IN {events:Array(UInt64)}
    AND (w, event) IN (SELECT arrayJoin(arrayZip({wards:Array(UInt64)}, {events:Array(UInt64)})))
  GROUP BY w, event
)
SELECT
    ${code} AS ward, toString(event) AS event, documents, private_documents, open_documents, oldest_open_at, worst AS severity, sources,
    arrayFilter(item -> item.1 > {from:DateTime64(3, 'UTC')}, items) AS own,
    arrayUniq(own.2) AS reporters,
    -- Latest first: a person's i-th item adds what i items count beyond i - 1, the second of equal texts a share, others nothing.
    arraySum((published_at, i, copies) -> ${AGED} * if(i = 1, 1, ${persons('i')} - ${persons('i - 1')})
        * multiIf(copies = 1, 1, copies = 2, {copyShare:Float64}, 0),
      own.1, arrayEnumerateUniq(own.2), arrayEnumerateUniq(own.3)) AS weighted,
    ${daysOf('own')} AS own_days,
    -- The latest of equal days: what is going on now matters more than what was.
    if(empty(own_days), (toUInt64(0), toDate(0)), arrayMax(own_days)) AS peak,
    peak.1 AS peak_reporters,
    if(peak_reporters = 0, '', toString(peak.2)) AS peak_day,
    ${daysOf('items')} AS days,
    arrayMap(week -> arraySum(day -> if(intDiv(toDate({today:String}) - day.2, 7) = week, day.1, 0), days), range(5)) AS weeks,
    arrayCount(each -> each % 1000 != 0, wards) AS communities,
    multiIf(
      length(wards) = 1 AND wards[1] % 1000 != 0, leftPad(toString(wards[1]), 12, '0'),
      wards[1] != 0 AND arrayUniq(arrayMap(each -> intDiv(each, 1000), wards)) = 1, leftPad(toString(intDiv(wards[1], 1000)), 9, '0'),
      {districtCode:String}) AS own_ward
FROM counted
WHERE documents > 0`;

const SQL: Record<WardLevel, string> = {
  district: sqlOf(rankingLevels.district),
  street: sqlOf(rankingLevels.street),
  community: sqlOf(rankingLevels.community),
};
