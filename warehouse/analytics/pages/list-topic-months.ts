import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { countVoices, VOICE_COLUMNS } from '../voices.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({
  topic_code: z.string(),
  /** [first day of the month, voices], oldest first. */
  months: z.array(z.tuple([z.string(), z.number()])),
});

/** Voices of each topic per month of the zone, in the asker's scope. */
export function listTopicMonths(
  analytics: Analytics,
  filter: PageFilter & { timeZone: string },
): Promise<z.infer<typeof rowSchema>[]> {
  return runQuery(analytics, {
    name: 'list_topic_months',
    sql: `SELECT topic_code, arraySort(groupArray((toString(month), voices))) AS months
          FROM (${countVoices(
            'topic_code, month',
            `SELECT ${VOICE_COLUMNS}, topic_code, toStartOfMonth(toDate(published_at, {timeZone:String})) AS month
             FROM memberships FINAL
             WHERE ${PAGE_CONDITION} AND (nature NOT IN ('praise', 'consult', 'other') OR severity >= 2)`,
          )})
          GROUP BY topic_code ORDER BY topic_code`,
    params: { ...pageParams(filter), timeZone: filter.timeZone },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
