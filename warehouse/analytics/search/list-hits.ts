import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PAGE_CONDITION, type PageFilter, pageParams } from '../pages/page-filter.ts';
import { foundCondition, groupParams } from './found-condition.ts';

const rowSchema = z.object({
  source_id: z.string(),
  external_id: z.string(),
  published_at: z.string(),
  /** Distinct words of the document. */
  length: z.number(),
  found: z.array(z.string()),
  found_in_title: z.array(z.string()),
});
export type Hit = z.infer<typeof rowSchema>;

export interface HitsAsked {
  /** Words that stand for one matter each; a document holds a word of every group, or of one with `any`. */
  groups: readonly (readonly string[])[];
  mode: 'all' | 'any';
  /** At most so many of the newest, and as many of the newest that say it in the title. */
  limit: number;
}

/** Documents in scope that hold the words, newest first; a document that says it in the title may come twice. */
export function listHits(analytics: Analytics, filter: PageFilter, asked: HitsAsked): Promise<Hit[]> {
  const wanted = foundCondition(asked.groups, asked.mode);
  return runQuery(analytics, {
    name: 'list_hits',
    sql: `${newest(wanted)} UNION ALL ${newest(`hasAnyTokens(title_words, {all:Array(String)}) AND ${wanted}`)}`,
    params: { ...pageParams(filter), ...groupParams(asked.groups), all: asked.groups.flat(), limit: asked.limit },
    row: rowSchema,
  });
}

const newest = (condition: string): string => `
  SELECT published_at, source_id, external_id, length(words) AS length,
         arrayIntersect(words, {all:Array(String)}) AS found, arrayIntersect(title_words, {all:Array(String)}) AS found_in_title
  FROM (SELECT * FROM search_documents WHERE ${condition} AND ${PAGE_CONDITION}
        ORDER BY published_at DESC, source_id, external_id LIMIT {limit:UInt32})`;

/** How many documents listHits would give without a limit; about, as a changed or deleted one may count too. */
export async function countHits(
  analytics: Analytics,
  filter: PageFilter,
  asked: Omit<HitsAsked, 'limit'>,
): Promise<number> {
  const [row] = await runQuery(analytics, {
    name: 'count_hits',
    sql: `SELECT count() AS hits FROM search_documents WHERE ${foundCondition(asked.groups, asked.mode)} AND ${PAGE_CONDITION}`,
    params: { ...pageParams(filter), ...groupParams(asked.groups) },
    row: z.object({ hits: z.number() }),
  });
  return row?.hits ?? 0;
}
