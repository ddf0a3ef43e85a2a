import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

/** Arrival order up to which `usual_months` counts everything, by days of that zone; null when it counts none. */
export async function getUsualMark(analytics: Analytics, timeZone: string): Promise<number | null> {
  const [row] = await runQuery(analytics, {
    name: 'get_usual_mark',
    sql: 'SELECT seq FROM usual_marks FINAL WHERE time_zone = {timeZone:String}',
    params: { timeZone },
    row: z.object({ seq: z.number() }),
  });
  return row?.seq ?? null;
}
