import { type Analytics, runQuery } from '../analytics.ts';
import { DOCUMENT_COLUMNS, documentViewRow, type DocumentViewRow } from './document-columns.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

/** Public documents that got a reply, the newest first. */
export function listAnswered(analytics: Analytics, filter: PageFilter, limit: number): Promise<DocumentViewRow[]> {
  return runQuery(analytics, {
    name: 'list_answered',
    sql: `SELECT ${DOCUMENT_COLUMNS}
          FROM (SELECT * FROM documents FINAL
                WHERE ${PAGE_CONDITION} AND visibility = 'public' AND reply != ''
                ORDER BY published_at DESC, source_id, external_id LIMIT {limit:UInt32}) AS d
          ORDER BY published_at DESC, source_id, external_id`,
    params: { ...pageParams(filter), limit },
    settings: PAGE_SETTINGS,
    row: documentViewRow,
  });
}
