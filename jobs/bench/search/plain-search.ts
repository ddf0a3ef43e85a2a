import { z } from 'zod';
import { type Analytics, runQuery } from '#warehouse/analytics/analytics.ts';
import { PAGE_CONDITION, pageParams } from '#warehouse/analytics/pages/page-filter.ts';
import { foundCondition, groupParams } from '#warehouse/analytics/search/found-condition.ts';
import type { Matter } from '../../search/choose-words.ts';
import type { AskedSearch } from './asked-searches.ts';

const LIKE = `visibility = 'public' AND (title LIKE {like:String} OR text LIKE {like:String}) AND ${PAGE_CONDITION}`;

/** Milliseconds of the search that one would write by hand: the newest that hold the text, and how many do. */
export async function countPlain(analytics: Analytics, { text, filter }: AskedSearch): Promise<number> {
  const started = performance.now();
  await runQuery(analytics, {
    name: 'bench_like',
    sql: `SELECT count() AS documents, arraySlice(groupArraySorted(300)((-toInt64(published_at), external_id)), 1, 300) AS newest
          FROM documents WHERE ${LIKE}`,
    params: { ...pageParams(filter), like: `%${text}%` },
    row: z.object({ documents: z.number() }),
  });
  return performance.now() - started;
}

/** Share of the documents that LIKE finds which the words of the search find too; 1 when it finds none. */
export async function measureRecall(
  analytics: Analytics,
  asked: AskedSearch,
  matters: readonly Matter[],
): Promise<number> {
  const groups = matters.filter(({ isRequired }) => isRequired).map(({ words }) => words.map(({ word }) => word));
  const [row] = await runQuery(analytics, {
    name: 'bench_recall',
    sql: `SELECT count() AS plain, countIf((source_id, external_id) IN (
            SELECT source_id, external_id FROM search_documents WHERE ${foundCondition(groups, 'all')})) AS found
          FROM documents WHERE ${LIKE}`,
    params: { ...pageParams(asked.filter), ...groupParams(groups), like: `%${asked.text}%` },
    row: z.object({ plain: z.number(), found: z.number() }),
  });
  return row && row.plain > 0 ? row.found / row.plain : 1;
}
