import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

/** Events that a document of at least this severity was written to since an instant; system-wide, never for a page. */
export async function listEmergencyEvents(
  analytics: Analytics,
  query: { since: string; severity: number },
): Promise<string[]> {
  const rows = await runQuery(analytics, {
    name: 'list_emergency_events',
    sql: `SELECT event_id FROM events FINAL
          WHERE cityHash64(event_id) IN (
            SELECT subject FROM ranking_rows FINAL
            PREWHERE is_mention = 0 AND day >= toDate({since:DateTime64(3, 'UTC')}, 'UTC')
            WHERE published_at > {since:DateTime64(3, 'UTC')} AND severity >= {severity:UInt8})
          ORDER BY event_id LIMIT 1000`,
    params: query,
    row: z.object({ event_id: z.string() }),
  });
  return rows.map((row) => row.event_id);
}
