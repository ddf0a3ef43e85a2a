import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({ window_days: z.number(), ward_code: z.string(), event_id: z.string() });
export type RunPlace = z.infer<typeof rowSchema>;

/** Which events have a place in the lists of a run, as far as it is written; none for a run that has yet to be. */
export function listRunPlaces(analytics: Analytics, runId: string): Promise<RunPlace[]> {
  return runQuery(analytics, {
    name: 'list_run_places',
    sql: 'SELECT window_days, ward_code, event_id FROM hotspots FINAL WHERE run_id = {runId:String} AND is_out = 0',
    params: { runId },
    row: rowSchema,
  });
}
