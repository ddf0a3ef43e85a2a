import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({ first_at: z.string(), documents: z.number() });

/** When the oldest document was published; null when there is none. */
export async function getFirstPublishedAt(analytics: Analytics): Promise<string | null> {
  const [row] = await runQuery(analytics, {
    name: 'get_first_published_at',
    sql: 'SELECT min(published_at) AS first_at, count() AS documents FROM memberships FINAL',
    row: rowSchema,
  });
  return row && row.documents > 0 ? row.first_at : null;
}
