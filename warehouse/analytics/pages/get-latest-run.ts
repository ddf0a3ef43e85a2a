import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { RUN_SETTINGS } from './page-filter.ts';

const rowSchema = z.object({ run_id: z.string(), at: z.string(), seq: z.number() });
export type LatestRun = z.infer<typeof rowSchema>;

/** The latest finished ranking run; null before the first. */
export async function getLatestRun(analytics: Analytics): Promise<LatestRun | null> {
  const [row] = await runQuery(analytics, {
    name: 'get_latest_run',
    sql: 'SELECT run_id, at, seq FROM hotspot_runs FINAL ORDER BY at DESC, finished_at DESC LIMIT 1',
    settings: RUN_SETTINGS,
    row: rowSchema,
  });
  return row ?? null;
}
