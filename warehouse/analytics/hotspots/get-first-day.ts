import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { WITHIN_MONTHS } from './ranking-sql.ts';

/** How many days are looked at for one that was not taken out; where all are, the first stands. */
const DAYS = [1, 31];

/** The first day (UTC) with a document; null when there is none. */
export async function getFirstDay(analytics: Analytics): Promise<string | null> {
  const earliest = await getDay(analytics, {
    // In the order of the key only the first row of each month is read, of whatever version.
    sql: 'SELECT toString(day) AS first FROM ranking_facts WHERE background = 0 ORDER BY background, day LIMIT 1',
  });
  if (earliest === null) return null;
  // FINAL tells what was taken out since, and would read everything.
  for (const days of DAYS) {
    const first = await getDay(analytics, {
      sql: `SELECT toString(day) AS first FROM ranking_facts FINAL
            WHERE background = 0 AND day < {earliest:Date} + {days:UInt8} ORDER BY day LIMIT 1`,
      params: { earliest, days },
    });
    if (first !== null) return first;
  }
  return earliest;
}

async function getDay(
  analytics: Analytics,
  query: { sql: string; params?: Record<string, unknown> },
): Promise<string | null> {
  const row = z.object({ first: z.string() });
  const [found] = await runQuery(analytics, { name: 'get_first_day', ...query, row, settings: WITHIN_MONTHS });
  return found?.first ?? null;
}
