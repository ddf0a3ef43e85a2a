import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { uint64s } from './ranking-sql.ts';

const rowSchema = z.object({
  window_days: z.number(),
  ward_code: z.string(),
  /** More events stood behind the list than were kept. */
  is_cut: z.number(),
  /** Its last row: heat, reporters, documents and id. */
  last: z.tuple([z.number(), z.number(), z.number(), z.string()]),
  /** Rows of events that are not named, and the ids of those that are. */
  holding: z.number(),
  touched: z.array(z.string()),
});
export type Standing = z.infer<typeof rowSchema>;

/** How the lists of a run stand, and which of their rows are of the named events (numbers as decimals). */
export function listStandings(analytics: Analytics, runId: string, events: readonly string[]): Promise<Standing[]> {
  return runQuery(analytics, {
    name: 'list_standings',
    sql: `SELECT window_days, ward_code, max(is_cut) AS is_cut,
                 -- Single precision would tell 61.3 from the 61.3 that is computed.
                 max((-round(toFloat64(heat), 1), -toInt64(reporters), -toInt64(documents), event_id)) AS end,
                 (-end.1, -end.2, -end.3, end.4) AS last,
                 countIf(NOT named) AS holding, groupArrayIf(event_id, named) AS touched
          FROM (
            SELECT window_days, ward_code, is_cut, heat, reporters, documents, event_id, cityHash64(event_id) IN {events:Array(UInt64)} AS named
            FROM hotspots FINAL WHERE run_id = {runId:String} AND is_out = 0
          )
          GROUP BY window_days, ward_code`,
    params: { runId, events: uint64s(events) },
    row: rowSchema,
  });
}
