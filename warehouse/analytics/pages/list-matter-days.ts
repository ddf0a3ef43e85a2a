import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({ day: z.string(), matter: z.number(), elsewhere: z.number() });

/**
 * Reports per day about the matter of an event — its members, and whatever names its place with the same topic, so that a matter
 * that came back as another event is one — and those of the same topic elsewhere in the asker's scope. Days of the zone;
 * praise and plain consultation left out.
 */
export function listMatterDays(
  analytics: Analytics,
  filter: PageFilter & { event: string; place: string; topicCode: string; timeZone: string },
): Promise<z.infer<typeof rowSchema>[]> {
  return runQuery(analytics, {
    name: 'list_matter_days',
    sql: `SELECT toString(toDate(published_at, {timeZone:String})) AS day,
                 countIf(about) AS matter, countIf(NOT about AND topic_code = {topicCode:String}) AS elsewhere
          FROM (
            SELECT published_at, topic_code,
                   event_id = {event:String}
                     OR ({place:String} != '' AND has(places, {place:String}) AND topic_code = {topicCode:String}) AS about
            FROM memberships FINAL
            WHERE ${PAGE_CONDITION} AND (event_id = {event:String} OR topic_code = {topicCode:String})
              AND (nature NOT IN ('praise', 'consult', 'other') OR severity >= 2)
          )
          GROUP BY day ORDER BY day`,
    params: {
      ...pageParams(filter),
      event: filter.event,
      place: filter.place,
      topicCode: filter.topicCode,
      timeZone: filter.timeZone,
    },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
