import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({ ward_code: z.string(), source_id: z.string(), documents: z.number() });
export type EventBreakdown = z.infer<typeof rowSchema>;

/** How many documents of an event lie in which ward and came from which source, within the filter. */
export function listEventBreakdown(
  analytics: Analytics,
  filter: PageFilter & { event: string },
): Promise<EventBreakdown[]> {
  return runQuery(analytics, {
    name: 'list_event_breakdown',
    sql: `SELECT ward_code, source_id, count() AS documents
          FROM memberships FINAL
          WHERE event_id = {event:String} AND ${PAGE_CONDITION}
          GROUP BY ward_code, source_id ORDER BY documents DESC, ward_code, source_id`,
    params: { ...pageParams(filter), event: filter.event },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
