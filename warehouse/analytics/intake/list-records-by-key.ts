import type { Document } from '../../model/document.ts';
import { type Analytics, runQuery } from '../analytics.ts';
import { DOCUMENT_RECORD_COLUMNS, documentRecord } from './document-record.ts';

/** The named documents of a source, whole; those that are gone are absent. */
export function listRecordsByKey(
  analytics: Analytics,
  sourceId: string,
  externalIds: readonly string[],
): Promise<Omit<Document, 'deleted'>[]> {
  return runQuery(analytics, {
    name: 'list_records_by_key',
    sql: `SELECT ${DOCUMENT_RECORD_COLUMNS}
          FROM documents FINAL
          WHERE source_id = {sourceId:String} AND external_id IN {externalIds:Array(String)}
          ORDER BY external_id`,
    params: { sourceId, externalIds },
    row: documentRecord,
  });
}
