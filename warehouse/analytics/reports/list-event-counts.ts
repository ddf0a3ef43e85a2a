import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { IN_WINDOW, type ReportWindow, UNIT, unitParams } from './units.ts';

const rowSchema = z.object({ unit: z.string(), event_id: z.string(), documents: z.number() });
export type EventCount = z.infer<typeof rowSchema>;

/** Documents of the named events per ward in a window: what 环比 of a hotspot compares with. */
export function listEventCounts(analytics: Analytics, window: ReportWindow, eventIds: string[]): Promise<EventCount[]> {
  return runQuery(analytics, {
    name: 'list_event_counts',
    sql: `SELECT ${UNIT} AS unit, event_id, count() AS documents
          FROM memberships FINAL WHERE ${IN_WINDOW} AND event_id IN {eventIds:Array(String)}
          GROUP BY unit, event_id ORDER BY unit, event_id`,
    params: { ...unitParams({ axis: 'wards' }, window), eventIds },
    row: rowSchema,
  });
}
