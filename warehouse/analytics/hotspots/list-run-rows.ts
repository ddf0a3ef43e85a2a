import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  window_days: z.number(),
  event_id: z.string(),
  own_ward: z.string(),
  heat: z.number(),
  documents: z.number(),
  reporters: z.number(),
  communities: z.number(),
  severity: z.number(),
  private_documents: z.number(),
  surprise: z.number(),
});
export type RunRow = z.infer<typeof rowSchema>;

/** The rows of a ward in a run, hottest first, for alerts; system-wide, never for a page. */
export function listRunRows(
  analytics: Analytics,
  query: { runId: string; wardCode: string; windows: readonly number[] },
): Promise<RunRow[]> {
  return runQuery(analytics, {
    name: 'list_run_rows',
    sql: `SELECT window_days, event_id, own_ward, heat, documents, reporters, communities, severity, private_documents, surprise
          FROM hotspots FINAL
          WHERE run_id = {runId:String} AND is_out = 0 AND ward_code = {wardCode:String} AND window_days IN {windows:Array(UInt16)}
          ORDER BY heat DESC, reporters DESC, documents DESC, event_id`,
    params: query,
    row: rowSchema,
  });
}
