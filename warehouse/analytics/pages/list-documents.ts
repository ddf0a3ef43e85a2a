import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { DOCUMENT_COLUMNS, documentViewRow } from './document-columns.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = documentViewRow.extend({
  event_id: z.string(),
  score: z.number(),
  because: z.array(z.string()),
});
export type ListedDocument = z.infer<typeof rowSchema>;

/** Where a page of the list starts: after this document, in descending time. */
export interface DocumentCursor {
  publishedAt: string;
  sourceId: string;
  externalId: string;
}

/** The documents behind a number, newest first, with the event each belongs to and why. */
export function listDocuments(
  analytics: Analytics,
  filter: PageFilter,
  page: { after?: DocumentCursor | undefined; limit: number },
): Promise<ListedDocument[]> {
  return runQuery(analytics, {
    name: 'list_documents',
    sql: `SELECT ${DOCUMENT_COLUMNS}, m.event_id AS event_id, m.score AS score,
                 if(d.visibility = 'private', [], m.because) AS because
          FROM (SELECT * FROM documents FINAL WHERE ${PAGE_CONDITION} AND ${TEXT_CONDITION}) AS d
          INNER JOIN (SELECT source_id, external_id, event_id, score, because FROM memberships FINAL
                      WHERE ${PAGE_CONDITION} AND ({event:String} = '' OR event_id = {event:String})) AS m
            ON m.source_id = d.source_id AND m.external_id = d.external_id
          WHERE {hasAfter:UInt8} = 0
             OR (published_at, source_id, external_id) < ({afterAt:DateTime64(3, 'UTC')}, {afterSource:String}, {afterId:String})
          ORDER BY published_at DESC, source_id DESC, external_id DESC
          LIMIT {limit:UInt32}`,
    params: {
      ...documentParams(filter),
      hasAfter: page.after ? 1 : 0,
      afterAt: page.after?.publishedAt ?? filter.to,
      afterSource: page.after?.sourceId ?? '',
      afterId: page.after?.externalId ?? '',
      limit: page.limit,
    },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}

/** How many documents the list holds in all. */
export async function countDocuments(analytics: Analytics, filter: PageFilter): Promise<number> {
  const [row] = await runQuery(analytics, {
    name: 'count_documents',
    sql: `SELECT count() AS documents
          FROM (SELECT source_id, external_id FROM documents FINAL WHERE ${PAGE_CONDITION} AND ${TEXT_CONDITION}) AS d
          WHERE {event:String} = '' OR (source_id, external_id) IN
            (SELECT source_id, external_id FROM memberships FINAL WHERE ${PAGE_CONDITION} AND event_id = {event:String})`,
    params: documentParams(filter),
    settings: PAGE_SETTINGS,
    row: z.object({ documents: z.number() }),
  });
  return row?.documents ?? 0;
}

/** A private document is never found by its words. */
const TEXT_CONDITION = `({text:String} = '' OR (visibility = 'public' AND (positionCaseInsensitive(title, {text:String}) > 0 OR positionCaseInsensitive(text, {text:String}) > 0)))`;

function documentParams(filter: PageFilter): Record<string, unknown> {
  return { ...pageParams(filter), event: filter.event ?? '', text: filter.text ?? '' };
}
