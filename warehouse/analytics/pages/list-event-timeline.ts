import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({ at: z.string(), documents: z.number(), reporters: z.number() });
export type TimelinePoint = z.infer<typeof rowSchema>;

/** Documents and distinct reporters of an event per hour or per day of the time zone; spans without any are absent. */
export function listEventTimeline(
  analytics: Analytics,
  filter: PageFilter & { event: string; unit: 'hour' | 'day'; timeZone: string },
): Promise<TimelinePoint[]> {
  return runQuery(analytics, {
    name: 'list_event_timeline',
    sql: `SELECT toDateTime64(if({unit:String} = 'hour', toStartOfHour(published_at, {timeZone:String}),
                              toStartOfDay(published_at, {timeZone:String})), 3, 'UTC') AS at,
                 count() AS documents,
                 uniqExact(if(reporter_key = '', concat(source_id, external_id), reporter_key)) AS reporters
          FROM memberships FINAL
          WHERE event_id = {event:String} AND ${PAGE_CONDITION}
          GROUP BY at ORDER BY at`,
    params: { ...pageParams(filter), event: filter.event, unit: filter.unit, timeZone: filter.timeZone },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
