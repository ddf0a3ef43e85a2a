import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { WITHIN_MONTHS } from './ranking-sql.ts';

/** How many days are looked at for one that was not taken out: mostly the first has one; where all were, it stands. */
const DAYS = [1, 31];

/** The first day (UTC) with a document; null when there is none. */
export async function getFirstDay(analytics: Analytics): Promise<string | null> {
  // Of the whole table the server knows it without reading, of whatever version of a row.
  const earliest = await getDay(analytics, 'ranking_rows');
  if (earliest === null) return null;
  // FINAL tells what was taken out since, and would read everything.
  const rows = 'ranking_rows FINAL PREWHERE is_mention = 0 AND day < {earliest:Date} + {days:UInt8}';
  for (const days of DAYS) {
    const first = await getDay(analytics, rows, { earliest, days });
    if (first !== null) return first;
  }
  return earliest;
}

async function getDay(analytics: Analytics, rows: string, params?: Record<string, unknown>): Promise<string | null> {
  const [found] = await runQuery(analytics, {
    name: 'get_first_day',
    sql: `SELECT count() AS documents, toString(min(day)) AS first FROM ${rows}`,
    params,
    row: z.object({ documents: z.number(), first: z.string() }),
    settings: WITHIN_MONTHS,
  });
  return found && found.documents > 0 ? found.first : null;
}
