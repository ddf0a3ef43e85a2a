import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PERSON, TEXT } from '../voices.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({ topic_code: z.string(), communities: z.number() });

/**
 * In how many communities each topic came up within the filter, in the asker's scope; each person and each text in one of
 * them at most, so that nobody carries a topic through the district alone.
 */
export async function listTopicSpread(analytics: Analytics, filter: PageFilter): Promise<Map<string, number>> {
  const rows = await runQuery(analytics, {
    name: 'list_topic_spread',
    sql: `SELECT topic_code, least(uniqExactIf(home, of = 'person'), uniqExactIf(home, of = 'text')) AS communities
          FROM (
            SELECT topic_code, told.1 AS of, min(toUInt64OrZero(toString(ward_code))) AS home
            FROM memberships FINAL
            ARRAY JOIN [('person', ${PERSON}), ('text', ${TEXT})] AS told
            WHERE ${PAGE_CONDITION} AND length(ward_code) = 12 AND (nature NOT IN ('praise', 'consult', 'other') OR severity >= 2)
            GROUP BY topic_code, of, told.2
          )
          GROUP BY topic_code`,
    params: pageParams(filter),
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
  return new Map(rows.map((row) => [row.topic_code, row.communities]));
}
