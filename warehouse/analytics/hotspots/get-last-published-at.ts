import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({ last_at: z.string(), documents: z.number() });

/** When the newest document was published; null when there is none. */
export async function getLastPublishedAt(analytics: Analytics): Promise<string | null> {
  const [row] = await runQuery(analytics, {
    name: 'get_last_published_at',
    sql: 'SELECT max(published_at) AS last_at, count() AS documents FROM memberships FINAL',
    row: rowSchema,
  });
  return row && row.documents > 0 ? row.last_at : null;
}
