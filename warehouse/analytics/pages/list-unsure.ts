import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { DOCUMENT_COLUMNS, documentViewRow } from './document-columns.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = documentViewRow.extend({ topic_guesses: z.array(z.string()) });
export type UnsureDocument = z.infer<typeof rowSchema>;

// A private one is shown to nobody, so nobody can be asked about it.
const UNSURE = `visibility = 'public' AND notEmpty(topic_guesses)`;

/** Public documents whose topic nobody was sure of, newest first; of one document, where `only` names it. */
export function listUnsure(
  analytics: Analytics,
  filter: PageFilter,
  page: { limit: number; only?: { sourceId: string; externalId: string } },
): Promise<UnsureDocument[]> {
  return runQuery(analytics, {
    name: 'list_unsure',
    sql: `SELECT ${DOCUMENT_COLUMNS}, d.topic_guesses AS topic_guesses
          FROM (SELECT * FROM documents FINAL WHERE ${PAGE_CONDITION} AND ${UNSURE}
                  AND ({onlyId:String} = '' OR (source_id = {onlySource:String} AND external_id = {onlyId:String}))
                ORDER BY published_at DESC, source_id, external_id LIMIT {limit:UInt32}) AS d
          ORDER BY published_at DESC, source_id, external_id`,
    params: {
      ...pageParams(filter),
      onlySource: page.only?.sourceId ?? '',
      onlyId: page.only?.externalId ?? '',
      limit: page.limit,
    },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}

/** How many there are. */
export async function countUnsure(analytics: Analytics, filter: PageFilter): Promise<number> {
  const [row] = await runQuery(analytics, {
    name: 'count_unsure',
    sql: `SELECT count() AS documents FROM documents FINAL WHERE ${PAGE_CONDITION} AND ${UNSURE}`,
    params: pageParams(filter),
    settings: PAGE_SETTINGS,
    row: z.object({ documents: z.number() }),
  });
  return row?.documents ?? 0;
}
