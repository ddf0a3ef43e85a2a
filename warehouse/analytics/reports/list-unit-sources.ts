import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { IN_WINDOW, type ReportWindow, UNIT, type UnitAxis, unitParams } from './units.ts';

const rowSchema = z.object({
  unit: z.string(),
  source: z.string(),
  documents: z.number(),
  /** Documents whose analysed words repeat another of the window word for word. */
  copies: z.number(),
  /** Documents that name no ward of the tree. */
  unlocated: z.number(),
});
export type UnitSource = z.infer<typeof rowSchema>;

/** What arrived at every unit from each platform, and how much of it repeats or cannot be located. */
export function listUnitSources(analytics: Analytics, units: UnitAxis, window: ReportWindow): Promise<UnitSource[]> {
  return runQuery(analytics, {
    name: 'list_unit_sources',
    sql: `SELECT ${UNIT} AS unit, toString(source_id) AS source, count() AS documents,
                 documents - uniqExact(if(copy_key = 0, cityHash64(external_id), copy_key)) AS copies,
                 countIf(ward_code = '') AS unlocated
          FROM memberships FINAL WHERE ${IN_WINDOW}
          GROUP BY unit, source ORDER BY unit, documents DESC, source`,
    params: unitParams(units, window),
    row: rowSchema,
  });
}
