import type { WardLevel } from '../../model/ward.ts';
import type { Analytics } from '../analytics.ts';
import { runBinaryQuery } from '../run-binary-query.ts';
import { between, days, inChunks, rankingLevels, uint64s, WITHIN_MONTHS } from './ranking-sql.ts';

/** So many persons spoke of a subject in a ward on a local day. */
export interface MentionDay {
  /** A place and category, or an event that names no place, as a decimal. */
  subject: string;
  /** The ward as `ranking_facts` numbers it within its level; the district 0. */
  ward: number;
  day: number;
  persons: number;
}

/** How many spoke of the named subjects when and where, without praise, in the wards of some levels; system-wide, for the ranking job. */
export function listMentionDays(
  analytics: Analytics,
  subjects: readonly string[],
  { levels, ...span }: { since: string; to: string; timeZone: string; levels: readonly WardLevel[] },
): Promise<MentionDay[]> {
  // What is not located so deep falls to ward 0, as all do for the district: it changes nothing there and is not asked for elsewhere.
  const wards = levels.map((level) => `if(${rankingLevels[level].located}, ${rankingLevels[level].ward}, 0)`);
  return inChunks(subjects, (some) =>
    runBinaryQuery(analytics, {
      name: 'list_mention_days',
      sql: `SELECT subject, toFloat64(arrayJoin([${wards.join(', ')}])) AS w, toUInt16(toDate(published_at, {timeZone:String})) AS date,
              toUInt32(uniqExact(person))
            FROM ranking_subjects FINAL PREWHERE subject IN {subjects:Array(UInt64)} AND ${days('since')}
            WHERE weighs AND ${between('since')}
            GROUP BY subject, w, date ORDER BY subject`,
      params: { ...span, subjects: uint64s(some) },
      read: (row) => ({ subject: row.decimal(), ward: row.float64(), day: row.uint16(), persons: row.uint32() }),
      settings: WITHIN_MONTHS,
    }),
  );
}
