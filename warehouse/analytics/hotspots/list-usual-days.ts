import type { WardLevel } from '../../model/ward.ts';
import type { Analytics } from '../analytics.ts';
import { runColumnQuery } from '../run-column-query.ts';
import { MENTION_COLUMNS, type MentionDays, type MentionSpan } from './list-mention-days.ts';
import { inChunks, uint64s, WITHIN_MONTHS } from './ranking-sql.ts';

/** The same as list-mention-days.ts gives of places, as `usual_days` counts them; days of one place stand in stretches. */
export function listUsualDays(
  analytics: Analytics,
  places: readonly string[],
  { levels, ...span }: MentionSpan,
): Promise<MentionDays[]> {
  return inChunks(places, async (some) => [
    await runColumnQuery(analytics, {
      name: 'list_usual_days',
      sql: sqlOf(levels),
      params: { ...span, places: uint64s(some) },
      columns: MENTION_COLUMNS,
      settings: WITHIN_MONTHS,
    }),
  ]);
}

const local = (instant: string): string => `toDate({${instant}:DateTime64(3, 'UTC')}, {timeZone:String})`;

// To look places up costs more than what is kept of them: all levels in one statement. One level alone is read as it lies.
const sqlOf = (levels: readonly WardLevel[]): string => `
SELECT subject, toFloat64(each.ward), each.day, each.persons
FROM usual_days FINAL ARRAY JOIN ${levels.length === 1 ? levels[0] : `arrayConcat(${levels.map(alike).join(', ')})`} AS each
PREWHERE month >= toYYYYMM(${local('since')}) AND month <= toYYYYMM(${local('to')}) AND subject IN {places:Array(UInt64)}
WHERE each.day >= toUInt16(${local('since')}) AND each.day <= toUInt16(${local('to')})`;

/** Only a community's number needs 64 bits. */
const alike = (level: WardLevel): string => `CAST(${level}, 'Array(Tuple(ward UInt64, day UInt16, persons UInt32))')`;
