import type { Document } from '../../model/document.ts';
import { type Analytics, runQuery } from '../analytics.ts';
import { DOCUMENT_RECORD_COLUMNS, documentRecord } from './document-record.ts';

/** Documents whose reporter was hashed by another key than the named one, in the order of their keys, behind the given. */
export function listByOtherKey(
  analytics: Analytics,
  keyId: string,
  page: { after: { sourceId: string; externalId: string }; limit: number },
): Promise<Omit<Document, 'deleted'>[]> {
  return runQuery(analytics, {
    name: 'list_by_other_key',
    sql: `SELECT ${DOCUMENT_RECORD_COLUMNS}
          FROM documents FINAL
          WHERE reporter_key != '' AND NOT startsWith(reporter_key, {prefix:String})
            AND (source_id, external_id) > ({sourceId:String}, {externalId:String})
          ORDER BY source_id, external_id LIMIT {limit:UInt32}`,
    params: { prefix: `${keyId}.`, ...page.after, limit: page.limit },
    row: documentRecord,
  });
}
