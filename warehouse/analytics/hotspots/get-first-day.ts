import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { WITHIN_MONTHS } from './ranking-sql.ts';

/** The first day (UTC) with a document; null when there is none. */
export async function getFirstDay(analytics: Analytics): Promise<string | null> {
  const [row] = await runQuery(analytics, {
    name: 'get_first_day',
    // In the order of the key only the first row of each month is read. What was taken out since is told apart by
    // FINAL, which would read everything; so it looks at the first weeks first.
    sql: `WITH (SELECT day FROM ranking_facts WHERE background = 0 ORDER BY background, day LIMIT 1) AS earliest
          SELECT toString(first) AS day FROM (
            SELECT 1 AS step, min(day) AS first, count() AS documents FROM ranking_facts FINAL WHERE background = 0 AND day <= earliest + 31
            UNION ALL
            SELECT 2 AS step, earliest AS first, 1 AS documents
          )
          WHERE documents > 0 ORDER BY step LIMIT 1`,
    // Null on an empty table, whose `earliest` is null.
    row: z.object({ day: z.string().nullable() }),
    settings: WITHIN_MONTHS,
  });
  return row && row.day !== EMPTY ? row.day : null;
}

/** What a table without rows gives for a day. */
const EMPTY = '1970-01-01';
