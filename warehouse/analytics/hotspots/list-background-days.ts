import { z } from 'zod';
import type { WardLevel } from '../../model/ward.ts';
import { type Analytics, runQuery } from '../analytics.ts';
import { between, inChunks, rankingLevels, uint64s, WITHIN_MONTHS } from './ranking-sql.ts';

const rowSchema = z.object({
  w: z.string(),
  key: z.string(),
  /** [day number since 1970, distinct reporters], days without any left out. */
  days: z.array(z.tuple([z.number(), z.number()])),
});
export type BackgroundDays = z.infer<typeof rowSchema>;

export interface BackgroundDaysQuery {
  level: WardLevel;
  timeZone: string;
  from: string;
  to: string;
  /** Pairs of ward and background (or event), as numbers. */
  pairs: readonly { w: string; key: string }[];
}

/**
 * What a burst is held against: distinct reporters per day at a place and in a category, for each named ward and
 * background. `of` tells whether the keys are such backgrounds, or events: an event without a place has only its own past.
 */
export function listBackgroundDays(
  analytics: Analytics,
  of: 'background' | 'event',
  query: BackgroundDaysQuery,
): Promise<BackgroundDays[]> {
  const { level, pairs, ...rest } = query;
  const { ward } = rankingLevels[level];
  const rows = of === 'event' ? 'background = 0 AND event' : 'background';
  return inChunks(pairs, (some) =>
    runQuery(analytics, {
      name: 'list_background_days',
      sql: `SELECT toString(w) AS w, toString(key) AS key, groupArray((day_number, reporters)) AS days
          FROM (
            SELECT ${ward} AS w, ${of} AS key, toUInt32(toDate(published_at, {timeZone:String})) AS day_number, uniqExact(person) AS reporters
            FROM ranking_facts FINAL
            WHERE ${rows} IN {keys:Array(UInt64)} AND ${between('from')} AND weighs
              AND (w, key) IN (SELECT arrayJoin(arrayZip({wards:Array(UInt64)}, {keys:Array(UInt64)})))
            GROUP BY w, key, day_number
          )
          GROUP BY w, key`,
      params: { ...rest, wards: uint64s(some.map(({ w }) => w)), keys: uint64s(some.map(({ key }) => key)) },
      row: rowSchema,
      settings: WITHIN_MONTHS,
    }),
  );
}
