import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

/** The last day whose end was looked at for slow rises and clusters, YYYY-MM-DD; null before the first. */
export async function getLastSignalDay(analytics: Analytics): Promise<string | null> {
  const [row] = await runQuery(analytics, {
    name: 'get_last_signal_day',
    sql: 'SELECT toString(max(day)) AS day, count() AS days FROM signal_days FINAL',
    row: z.object({ day: z.string(), days: z.number() }),
  });
  return row && row.days > 0 ? row.day : null;
}
