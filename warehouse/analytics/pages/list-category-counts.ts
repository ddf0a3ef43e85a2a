import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { countVoices, VOICE_COLUMNS } from '../voices.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({ category: z.string(), documents: z.number(), voices: z.number() });
export type CategoryCount = z.infer<typeof rowSchema>;

/** Documents and voices of each category within the filter, those of most voices first. */
export function listCategoryCounts(analytics: Analytics, filter: PageFilter): Promise<CategoryCount[]> {
  return runQuery(analytics, {
    name: 'list_category_counts',
    sql: `${countVoices(
      'category',
      `SELECT ${VOICE_COLUMNS}, substring(topic_code, 1, 2) AS category FROM memberships FINAL WHERE ${PAGE_CONDITION}`,
    )} ORDER BY voices DESC, documents DESC, category`,
    params: pageParams(filter),
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
