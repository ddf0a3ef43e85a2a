import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { DOCUMENT_COLUMNS, documentViewRow } from '../pages/document-columns.ts';
import { PAGE_CONDITION, type PageFilter, pageParams } from '../pages/page-filter.ts';

const rowSchema = documentViewRow.extend({ event_id: z.string() });
export type FoundDocument = z.infer<typeof rowSchema>;

/**
 * The named documents as they stand now, with the event of each; without those that were deleted, became private or
 * left the scope since the index took them in, and without those that hold none of the `words` any more. In no order.
 */
export function listFoundDocuments(
  analytics: Analytics,
  filter: PageFilter,
  asked: { keys: readonly { source_id: string; external_id: string }[]; words: readonly string[] },
): Promise<FoundDocument[]> {
  return runQuery(analytics, {
    name: 'list_found_documents',
    sql: `SELECT ${DOCUMENT_COLUMNS}, m.event_id AS event_id
          FROM (SELECT * FROM documents FINAL
                WHERE ${KEYS} AND ${PAGE_CONDITION} AND visibility = 'public'
                  AND hasAny(arrayMap(token -> lower(token), tokens), {words:Array(String)})) AS d
          LEFT JOIN (SELECT source_id, external_id, event_id FROM memberships FINAL WHERE ${KEYS} AND ${PAGE_CONDITION}) AS m
            ON m.source_id = d.source_id AND m.external_id = d.external_id
          LIMIT 1000`,
    params: {
      ...pageParams(filter),
      sources: asked.keys.map((key) => key.source_id),
      ids: asked.keys.map((key) => key.external_id),
      words: asked.words,
    },
    row: rowSchema,
  });
}

const KEYS = `(source_id, external_id) IN (SELECT arrayJoin(arrayZip({sources:Array(String)}, {ids:Array(String)})))`;
