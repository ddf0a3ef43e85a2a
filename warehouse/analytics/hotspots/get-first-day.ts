import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { WITHIN_MONTHS } from './ranking-sql.ts';

/** How many days are looked at for one that was not taken out: mostly the first has one; where all were, it stands. */
const DAYS = [1, 31];

/** The first day (UTC) with a document; null when there is none. */
export async function getFirstDay(analytics: Analytics): Promise<string | null> {
  let earliest: string | null = null;
  for (const days of DAYS) {
    const [found] = await runQuery(analytics, {
      name: 'get_first_day',
      sql: SQL,
      params: { days },
      row,
      settings: WITHIN_MONTHS,
    });
    if (!found || found.rows === 0) return null;
    if (found.documents > 0) return found.first;
    earliest = found.earliest;
  }
  return earliest;
}

const row = z.object({ rows: z.number(), earliest: z.string(), documents: z.number(), first: z.string() });

// Of the whole table the server knows the earliest without reading, of whatever version of a row; FINAL tells what was
// taken out since, and would read everything.
const SQL = `
WITH (SELECT (count(), min(day)) FROM ranking_rows) AS known
SELECT known.1 AS rows, toString(known.2) AS earliest, count() AS documents, toString(min(day)) AS first
FROM ranking_rows FINAL PREWHERE is_mention = 0 AND day < known.2 + {days:UInt8}`;
