import { z } from 'zod';
import type { Scope } from '../../model/scope.ts';
import { type Analytics, runQuery } from '../analytics.ts';
import { type BoundaryChange, boundaryParams, CURRENT_WARD } from '../current-ward.ts';
import { RUN_SETTINGS } from './page-filter.ts';

const rowSchema = z.object({ ward_code: z.string(), hotspots: z.number(), top_heat: z.number() });
export type WardHeat = z.infer<typeof rowSchema>;

/**
 * For each ward of a level in scope: how many hotspots reach `minHeat` in a run's window, and the highest heat. Wards are
 * those of today: of what a ward was made of, each event counts once, with its highest heat.
 */
export function listWardHeats(
  analytics: Analytics,
  query: {
    scope: Scope;
    runId: string;
    windowDays: number;
    level: string;
    minHeat: number;
    changes?: readonly BoundaryChange[];
  },
): Promise<WardHeat[]> {
  const { scope, changes = [], ...params } = query;
  return runQuery(analytics, {
    name: 'list_ward_heats',
    sql: `SELECT current AS ward_code, uniqExactIf(event_id, heat >= {minHeat:Float32}) AS hotspots, max(heat) AS top_heat
          FROM (
            SELECT ${CURRENT_WARD} AS current, event_id, heat
            FROM hotspots FINAL
            WHERE run_id = {runId:String} AND is_out = 0 AND window_days = {windowDays:UInt16} AND level = {level:String}
          )
          WHERE arrayExists(prefix -> startsWith(current, prefix), {wards:Array(String)})
          GROUP BY current`,
    params: { ...params, ...boundaryParams(changes), wards: [...scope.wards] },
    settings: RUN_SETTINGS,
    row: rowSchema,
  });
}
