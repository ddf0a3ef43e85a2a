import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { uint64s } from './ranking-sql.ts';

const rowSchema = z.object({
  window_days: z.number(),
  ward_code: z.string(),
  level: z.enum(['district', 'street', 'community']),
  event_id: z.string(),
  heat: z.number(),
  reporters: z.number(),
  documents: z.number(),
  is_cut: z.number(),
  touched: z.number(),
});
export type KeptHotspot = z.infer<typeof rowSchema>;

/** What the lists of a run are ordered by, and which of their rows are of the named events (numbers as decimals). */
export function listKeptHotspots(
  analytics: Analytics,
  runId: string,
  events: readonly string[],
): Promise<KeptHotspot[]> {
  return runQuery(analytics, {
    name: 'list_kept_hotspots',
    sql: `SELECT window_days, ward_code, level, event_id, heat, reporters, documents, is_cut,
                 cityHash64(event_id) IN {events:Array(UInt64)} AS touched
          FROM hotspots FINAL WHERE run_id = {runId:String}`,
    params: { runId, events: uint64s(events) },
    row: rowSchema,
  });
}
