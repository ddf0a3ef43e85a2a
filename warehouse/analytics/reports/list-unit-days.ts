import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { IN_WINDOW, type ReportWindow, UNIT, type UnitAxis, unitParams } from './units.ts';

const rowSchema = z.object({ unit: z.string(), days: z.array(z.tuple([z.string(), z.number()])) });
export type UnitDays = z.infer<typeof rowSchema>;

/** Documents of every unit per calendar day of the time zone, oldest first; days without any are absent. */
export function listUnitDays(
  analytics: Analytics,
  units: UnitAxis,
  window: ReportWindow & { timeZone: string },
): Promise<UnitDays[]> {
  return runQuery(analytics, {
    name: 'list_unit_days',
    sql: `SELECT unit, arraySort(groupArray((toString(day), documents))) AS days
          FROM (SELECT ${UNIT} AS unit, toDate(published_at, {timeZone:String}) AS day, count() AS documents
                FROM memberships FINAL WHERE ${IN_WINDOW} GROUP BY unit, day)
          GROUP BY unit ORDER BY unit`,
    params: { ...unitParams(units, window), timeZone: window.timeZone },
    row: rowSchema,
  });
}
