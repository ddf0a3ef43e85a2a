import type { Analytics } from '../analytics.ts';
import { runBinaryQuery } from '../run-binary-query.ts';
import { between, inChunks, narrow, uint64s, WITHIN_MONTHS } from './ranking-sql.ts';

/** Somebody spoke of a subject on a local day. */
export interface Mention {
  /** A place and category, or an event that names no place, as a decimal. */
  subject: string;
  day: number;
  /** Twelve digits as a number: 000 at the end where only the street is known, 0 where not even that. */
  ward: number;
  person: number;
}

/** Who spoke of the named subjects when and where, once a day, without praise; system-wide, for the ranking job. */
export function listMentions(
  analytics: Analytics,
  subjects: readonly string[],
  span: { since: string; to: string; timeZone: string },
): Promise<Mention[]> {
  return inChunks(subjects, (some) =>
    runBinaryQuery(analytics, {
      name: 'list_mentions',
      sql: `SELECT DISTINCT subject, toUInt16(toDate(published_at, {timeZone:String})), toFloat64(ward), ${narrow('person')}
            FROM ranking_subjects FINAL PREWHERE subject IN {subjects:Array(UInt64)}
            WHERE weighs AND ${between('since')}`,
      params: { ...span, subjects: uint64s(some) },
      read: (row) => ({ subject: row.decimal(), day: row.uint16(), ward: row.float64(), person: row.float64() }),
      settings: WITHIN_MONTHS,
    }),
  );
}
