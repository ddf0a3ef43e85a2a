import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

/** The earliest day (UTC) of a document that came, changed or went after a revision; null when none did. */
export async function getFirstChangedDay(analytics: Analytics, seq: number): Promise<string | null> {
  const [row] = await runQuery(analytics, {
    name: 'get_first_changed_day',
    sql: `SELECT count() AS documents, toString(min(day)) AS day
          FROM ranking_rows WHERE is_mention = 0 AND revision > {seq:UInt64}`,
    params: { seq },
    row: z.object({ documents: z.number(), day: z.string() }),
  });
  return row && row.documents > 0 ? row.day : null;
}
