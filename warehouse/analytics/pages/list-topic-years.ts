import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { boundaryParams, CURRENT_WARD } from '../current-ward.ts';
import { FIRST_PERSON, TEXT } from '../voices.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({
  topic_code: z.string(),
  voices: z.number(),
  /** Communities of today, each voice in one of them. */
  communities: z.number(),
  /** Voices of each month that had some; one that spoke in three months is a third of a voice in each. */
  months: z.array(z.number()),
});
export type TopicYear = z.infer<typeof rowSchema>;

/**
 * How many spoke of each topic within the filter, over which months and communities, in the asker's scope: each voice weighs
 * one in each of the three, so that nobody carries a topic through the district or the year alone.
 */
export function listTopicYears(analytics: Analytics, filter: PageFilter & { timeZone: string }): Promise<TopicYear[]> {
  return runQuery(analytics, {
    name: 'list_topic_years',
    sql: `SELECT topic_code, count() AS voices, uniqExactIf(home, home > 0) AS communities,
                 sumMap(spoke, arrayWithConstant(length(spoke), 1 / length(spoke))).2 AS months
          FROM (
            SELECT topic_code, voice, min(home) AS home, groupUniqArray(month) AS spoke
            FROM (
              SELECT topic_code, ${FIRST_PERSON} AS voice, minIf(toUInt64OrZero(${CURRENT_WARD}), length(ward_code) = 12) AS home,
                     toStartOfMonth(toDate(min(published_at), {timeZone:String})) AS month
              FROM memberships FINAL
              WHERE ${PAGE_CONDITION} AND (nature NOT IN ('praise', 'consult', 'other') OR severity >= 2)
              GROUP BY topic_code, ${TEXT}
            )
            GROUP BY topic_code, voice
          )
          GROUP BY topic_code ORDER BY topic_code`,
    params: { ...pageParams(filter), ...boundaryParams(filter.changes ?? []), timeZone: filter.timeZone },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
