import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

/** Title and text of the newest public documents, to try out on them what a setting would change; never shown whole. */
export async function listNewestTexts(analytics: Analytics, limit: number): Promise<string[]> {
  const rows = await runQuery(analytics, {
    name: 'list_newest_texts',
    sql: `SELECT title, text FROM documents FINAL
          WHERE visibility = 'public' ORDER BY published_at DESC, source_id, external_id LIMIT {limit:UInt32}`,
    params: { limit },
    row: z.object({ title: z.string(), text: z.string() }),
  });
  return rows.map(({ title, text }) => `${title}\n${text}`);
}
