import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({ day: z.string(), category: z.string(), documents: z.number() });
export type DayCount = z.infer<typeof rowSchema>;

/** Documents per calendar day and category within the filter, oldest first; days without any are absent. */
export function listDayCounts(analytics: Analytics, filter: PageFilter & { timeZone: string }): Promise<DayCount[]> {
  return runQuery(analytics, {
    name: 'list_day_counts',
    sql: `SELECT toString(toDate(published_at, {timeZone:String})) AS day, substring(topic_code, 1, 2) AS category, count() AS documents
          FROM memberships FINAL
          WHERE ${PAGE_CONDITION}
          GROUP BY day, category ORDER BY day, category`,
    params: { ...pageParams(filter), timeZone: filter.timeZone },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
