import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { BOUNDED_VOICES } from '../voices.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({
  place: z.string(),
  topic_code: z.string(),
  ward_code: z.string(),
  reports: z.number(),
  /** 发声人数 at most: all of one person are one, and so are all copies of a text. */
  reporters: z.number(),
  last30: z.number(),
  last90: z.number(),
  open_reports: z.number(),
  occasions: z.number(),
  first_at: z.string(),
  last_at: z.string(),
  event_ids: z.array(z.string()),
});
export type RecurringMatter = z.infer<typeof rowSchema>;

/**
 * 反复问题: places that came up with the same topic at least `occasions` times in the window, each time after `quietDays` days
 * without; the most frequent first, by at most one time for each voice, so that no account leads the list alone. Within the
 * asker's scope; praise and plain consultation left out.
 */
export function listRecurringMatters(
  analytics: Analytics,
  filter: PageFilter & { timeZone: string; quietDays: number; occasions: number; limit: number },
): Promise<RecurringMatter[]> {
  return runQuery(analytics, {
    name: 'list_recurring_matters',
    sql: `SELECT place, topic_code, main_ward AS ward_code, reports, reporters, last30, last90, open_reports, first_at, last_at, event_ids,
                 1 + arrayCount((later, earlier) -> later - earlier >= {quietDays:UInt16}, arrayPopFront(days), arrayPopBack(days)) AS occasions
          FROM (
            SELECT place, topic_code,
                   topK(1)(ward_code)[1] AS main_ward,
                   count() AS reports,
                   ${BOUNDED_VOICES} AS reporters,
                   countIf(published_at > {to:DateTime64(3, 'UTC')} - toIntervalDay(30)) AS last30,
                   countIf(published_at > {to:DateTime64(3, 'UTC')} - toIntervalDay(90)) AS last90,
                   countIf(is_open) AS open_reports,
                   min(published_at) AS first_at, max(published_at) AS last_at,
                   arraySort(groupUniqArray(toDate(published_at, {timeZone:String}))) AS days,
                   topK(5)(event_id) AS event_ids
            FROM memberships FINAL
            ARRAY JOIN places AS place
            WHERE ${PAGE_CONDITION} AND (nature NOT IN ('praise', 'consult', 'other') OR severity >= 2)
            GROUP BY place, topic_code
            HAVING length(days) >= {occasions:UInt16}
          )
          WHERE occasions >= {occasions:UInt16}
          ORDER BY least(occasions, reporters) DESC, reporters DESC, reports DESC, place, topic_code LIMIT {limit:UInt32}`,
    params: {
      ...pageParams(filter),
      timeZone: filter.timeZone,
      quietDays: filter.quietDays,
      occasions: filter.occasions,
      limit: filter.limit,
    },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
