import { z } from 'zod';
import type { Scope } from '../../model/scope.ts';
import { type Analytics, runQuery } from '../analytics.ts';
import { RUN_SETTINGS } from './page-filter.ts';

const rowSchema = z.object({ ward_code: z.string(), hotspots: z.number(), top_heat: z.number() });
export type WardHeat = z.infer<typeof rowSchema>;

/** For each ward of a level in scope: how many hotspots reach `minHeat` in a run's window, and the highest heat. */
export function listWardHeats(
  analytics: Analytics,
  query: { scope: Scope; runId: string; windowDays: number; level: string; minHeat: number },
): Promise<WardHeat[]> {
  return runQuery(analytics, {
    name: 'list_ward_heats',
    sql: `SELECT ward_code, countIf(heat >= {minHeat:Float32}) AS hotspots, max(heat) AS top_heat
          FROM hotspots FINAL
          WHERE run_id = {runId:String} AND is_out = 0 AND window_days = {windowDays:UInt16} AND level = {level:String}
            AND arrayExists(prefix -> startsWith(ward_code, prefix), {wards:Array(String)})
          GROUP BY ward_code`,
    params: {
      runId: query.runId,
      windowDays: query.windowDays,
      level: query.level,
      minHeat: query.minHeat,
      wards: [...query.scope.wards],
    },
    settings: RUN_SETTINGS,
    row: rowSchema,
  });
}
