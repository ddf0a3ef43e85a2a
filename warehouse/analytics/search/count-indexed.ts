import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

/** How many documents the search index holds, those not yet replaced among them; from metadata alone. */
export async function countIndexed(analytics: Analytics): Promise<number> {
  const [row] = await runQuery(analytics, {
    name: 'count_indexed',
    sql: 'SELECT count() AS documents FROM search_documents',
    row: z.object({ documents: z.number() }),
  });
  return row?.documents ?? 0;
}
