import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { boundaryParams, CURRENT_WARD } from '../current-ward.ts';
import { FIRST_PERSON, TEXT } from '../voices.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({
  place: z.string(),
  topic_code: z.string(),
  ward_code: z.string(),
  reports: z.number(),
  /** 发声人数. */
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

const countOccasions = (days: string): string =>
  `1 + arrayCount((later, earlier) -> later - earlier >= {quietDays:UInt16}, arrayPopFront(${days}), arrayPopBack(${days}))`;

/**
 * 反复问题: places that came up with the same topic at least `occasions` times in the window, each time after `quietDays` days
 * without; the most frequent first. The order counts each voice on its first day only: one account more moves a matter by
 * one time at most, whether it posts every week or so often that there is no quiet. What one resident alone tells of again
 * and again is listed too, below. Within the asker's scope; praise and plain consultation left out.
 */
export function listRecurringMatters(
  analytics: Analytics,
  filter: PageFilter & { timeZone: string; quietDays: number; occasions: number; limit: number },
): Promise<RecurringMatter[]> {
  return runQuery(analytics, {
    name: 'list_recurring_matters',
    sql: `SELECT place, topic_code, main_ward AS ward_code, reports, reporters, last30, last90, open_reports, first_at, last_at, event_ids,
                 ${countOccasions('voiced')} AS by_voices, greatest(by_voices, ${countOccasions('days')}) AS occasions
          FROM (
            SELECT place, topic_code,
                   topK(1)(ward)[1] AS main_ward,
                   sum(said) AS reports, sum(in30) AS last30, sum(in90) AS last90, sum(open) AS open_reports,
                   min(first) AS first_at, max(last) AS last_at,
                   minMap([voice], [toDate(first, {timeZone:String})]).2 AS voiced_unsorted,
                   length(voiced_unsorted) AS reporters,
                   arraySort(arrayDistinct(voiced_unsorted)) AS voiced,
                   arraySort(groupUniqArrayArray(on_days)) AS days,
                   topK(5)(event) AS event_ids
            FROM (
              SELECT place, topic_code, ${FIRST_PERSON} AS voice, min(published_at) AS first, max(published_at) AS last,
                     max(${CURRENT_WARD}) AS ward, max(event_id) AS event, count() AS said, countIf(is_open) AS open,
                     countIf(published_at > {to:DateTime64(3, 'UTC')} - toIntervalDay(30)) AS in30,
                     countIf(published_at > {to:DateTime64(3, 'UTC')} - toIntervalDay(90)) AS in90,
                     groupUniqArray(toDate(published_at, {timeZone:String})) AS on_days
              FROM memberships FINAL
              ARRAY JOIN places AS place
              WHERE ${PAGE_CONDITION} AND (nature NOT IN ('praise', 'consult', 'other') OR severity >= 2)
              GROUP BY place, topic_code, ${TEXT}
            )
            GROUP BY place, topic_code
            HAVING length(days) >= {occasions:UInt16}
          )
          WHERE occasions >= {occasions:UInt16}
          ORDER BY by_voices DESC, reporters DESC, reports DESC, place, topic_code LIMIT {limit:UInt32}`,
    params: {
      ...pageParams(filter),
      ...boundaryParams(filter.changes ?? []),
      timeZone: filter.timeZone,
      quietDays: filter.quietDays,
      occasions: filter.occasions,
      limit: filter.limit,
    },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
