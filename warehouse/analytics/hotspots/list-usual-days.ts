import type { WardLevel } from '../../model/ward.ts';
import type { Analytics } from '../analytics.ts';
import { runColumnQuery } from '../run-column-query.ts';
import { MENTION_COLUMNS, type MentionDays, type MentionSpan } from './list-mention-days.ts';
import { uint64s, unpackedDay, WITHIN_MONTHS } from './ranking-sql.ts';

/**
 * The same as list-mention-days.ts gives, as `usual_months` counts it, of at most as many subjects as a statement takes (see
 * inStretches); days of one subject stand in stretches.
 */
export function listUsualDays(
  analytics: Analytics,
  subjects: readonly string[],
  { levels, ...span }: MentionSpan,
): Promise<MentionDays> {
  return runColumnQuery(analytics, {
    name: 'list_usual_days',
    sql: sqlOf(levels),
    params: { ...span, subjects: uint64s(subjects) },
    columns: MENTION_COLUMNS,
    settings: WITHIN_MONTHS,
  });
}

const local = (instant: string): string => `toDate({${instant}:DateTime64(3, 'UTC')}, {timeZone:String})`;

// To look subjects up costs more than what is kept of them: all levels in one statement.
const sqlOf = (levels: readonly WardLevel[]): string => `
SELECT subject, toFloat64(${unpackedDay.ward('each')}),
  toUInt16(toUInt16(makeDate(intDiv(month, 100), month % 100, 1)) + ${unpackedDay.day('each')} - 1) AS day,
  toUInt32(${unpackedDay.persons('each')})
FROM usual_months FINAL ARRAY JOIN ${levels.length === 1 ? levels[0] : `arrayConcat(${levels.join(', ')})`} AS each
PREWHERE month >= toYYYYMM(${local('since')}) AND month <= toYYYYMM(${local('to')}) AND subject IN {subjects:Array(UInt64)}
WHERE day >= toUInt16(${local('since')}) AND day <= toUInt16(${local('to')})`;
