import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({ event_id: z.string(), days: z.array(z.tuple([z.string(), z.number()])) });

/** Documents per calendar day of each named event within the filter; days without any are absent. */
export async function listSparks(
  analytics: Analytics,
  filter: PageFilter & { timeZone: string },
  eventIds: string[],
): Promise<Map<string, [string, number][]>> {
  const rows = await runQuery(analytics, {
    name: 'list_sparks',
    sql: `SELECT event_id, arraySort(groupArray((toString(day), documents))) AS days
          FROM (SELECT event_id, toDate(published_at, {timeZone:String}) AS day, count() AS documents
                FROM memberships FINAL
                WHERE event_id IN {eventIds:Array(String)} AND ${PAGE_CONDITION}
                GROUP BY event_id, day)
          GROUP BY event_id`,
    params: { ...pageParams(filter), timeZone: filter.timeZone, eventIds },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
  return new Map(rows.map((row) => [row.event_id, row.days]));
}
