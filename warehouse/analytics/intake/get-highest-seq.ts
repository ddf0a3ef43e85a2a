import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

/** The highest arrival number of all documents that are stored, those taken out again among them; 0 without any. */
export async function getHighestSeq(analytics: Analytics): Promise<number> {
  const [row] = await runQuery(analytics, {
    name: 'get-highest-seq',
    sql: 'SELECT max(seq) AS highest FROM documents',
    row: z.object({ highest: z.number() }),
  });
  return row!.highest;
}
