import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({ run_id: z.string(), at: z.string(), seq: z.number(), formula_version: z.string() });
export type RunBefore = z.infer<typeof rowSchema>;

/** The latest finished run; null before the first. */
export async function getRunBefore(analytics: Analytics): Promise<RunBefore | null> {
  const [row] = await runQuery(analytics, {
    name: 'get_run_before',
    sql: 'SELECT run_id, at, seq, formula_version FROM hotspot_runs FINAL ORDER BY at DESC, finished_at DESC LIMIT 1',
    row: rowSchema,
  });
  return row ?? null;
}
