import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({
  topic_code: z.string(),
  /** [first day of the month, reports], oldest first. */
  months: z.array(z.tuple([z.string(), z.number()])),
  communities: z.number(),
});

/** Reports of each topic per month of the zone, and the distinct communities of the last 365 days, in the asker's scope. */
export function listTopicMonths(
  analytics: Analytics,
  filter: PageFilter & { timeZone: string },
): Promise<z.infer<typeof rowSchema>[]> {
  return runQuery(analytics, {
    name: 'list_topic_months',
    sql: `SELECT topic_code, arraySort(groupArray((toString(month), reports))) AS months,
                 length(arrayDistinct(arrayFlatten(groupArray(wards)))) AS communities
          FROM (
            SELECT topic_code, toStartOfMonth(toDate(published_at, {timeZone:String})) AS month, count() AS reports,
                   groupUniqArrayIf(toString(ward_code), length(ward_code) = 12
                     AND published_at > {to:DateTime64(3, 'UTC')} - toIntervalDay(365)) AS wards
            FROM memberships FINAL
            WHERE ${PAGE_CONDITION} AND (nature NOT IN ('praise', 'consult', 'other') OR severity >= 2)
            GROUP BY topic_code, month
          )
          GROUP BY topic_code ORDER BY topic_code`,
    params: { ...pageParams(filter), timeZone: filter.timeZone },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
