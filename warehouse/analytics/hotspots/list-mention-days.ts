import type { WardLevel } from '../../model/ward.ts';
import type { Analytics } from '../analytics.ts';
import { type Columns, runColumnQuery } from '../run-column-query.ts';
import { between, days, inChunks, rankingLevels, uint64s, WITHIN_MONTHS } from './ranking-sql.ts';

export const MENTION_COLUMNS = {
  /** A place and category, or an event that names no place. */
  subject: 'UInt64',
  /** The ward as `ranking_rows` numbers it within its level; the district 0. */
  ward: 'Float64',
  day: 'UInt16',
  persons: 'UInt32',
} as const;

/** So many persons spoke of a subject in a ward on a local day; the rows of a subject stand in stretches. */
export type MentionDays = Columns<typeof MENTION_COLUMNS>;

/** What is asked for: places with their category, and events that name no place. */
export interface AskedSubjects {
  places: readonly string[];
  events: readonly string[];
}

export interface MentionSpan {
  since: string;
  to: string;
  timeZone: string;
  levels: readonly WardLevel[];
}

/** How many spoke of the named subjects when and where, without praise, in the wards of some levels; system-wide, for the ranking job. */
export async function listMentionDays(
  analytics: Analytics,
  { places, events }: AskedSubjects,
  span: MentionSpan,
): Promise<MentionDays[]> {
  const found = await Promise.all([
    lookUp(analytics, { subjects: places, isMention: 1 }, span),
    lookUp(analytics, { subjects: events, isMention: 0 }, span),
  ]);
  return found.flat();
}

function lookUp(
  analytics: Analytics,
  { subjects, isMention }: { subjects: readonly string[]; isMention: 0 | 1 },
  { levels, ...span }: MentionSpan,
): Promise<MentionDays[]> {
  // What is not located so deep falls to ward 0, as all do for the district: it changes nothing there and is not asked for elsewhere.
  const wards = levels.map((level) => `if(${rankingLevels[level].located}, ${rankingLevels[level].ward}, 0)`);
  return inChunks(subjects, async (some) => [
    await runColumnQuery(analytics, {
      name: 'list_mention_days',
      sql: `SELECT subject, toFloat64(arrayJoin([${wards.join(', ')}])) AS w, toUInt16(toDate(published_at, {timeZone:String})) AS date,
              toUInt32(uniqExact(person))
            FROM ranking_rows FINAL PREWHERE is_mention = {isMention:UInt8} AND subject IN {subjects:Array(UInt64)} AND ${days('since')}
            WHERE weighs AND ${between('since')}
            GROUP BY subject, w, date ORDER BY subject`,
      params: { ...span, isMention, subjects: uint64s(some) },
      columns: MENTION_COLUMNS,
      settings: WITHIN_MONTHS,
    }),
  ]);
}
