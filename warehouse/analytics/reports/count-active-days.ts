import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { IN_WINDOW, type ReportWindow } from './units.ts';

/** The calendar days of a window on which anything arrived at all: whether a period is covered well enough to compare with. */
export async function countActiveDays(
  analytics: Analytics,
  window: ReportWindow & { timeZone: string },
): Promise<number> {
  const [row] = await runQuery(analytics, {
    name: 'count_active_days',
    sql: `SELECT uniqExact(toDate(published_at, {timeZone:String})) AS days FROM memberships FINAL WHERE ${IN_WINDOW}`,
    params: { ...window },
    row: z.object({ days: z.number() }),
  });
  return row?.days ?? 0;
}
