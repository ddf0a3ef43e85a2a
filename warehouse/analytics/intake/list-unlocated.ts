import { z } from 'zod';
import type { Document } from '../../model/document.ts';
import { type Analytics, runQuery } from '../analytics.ts';
import { DOCUMENT_RECORD_COLUMNS, documentRecord } from './document-record.ts';

/** Documents without a ward, in the order of their keys, behind the given one. */
export function listUnlocated(
  analytics: Analytics,
  after: { sourceId: string; externalId: string },
  limit: number,
): Promise<Omit<Document, 'deleted'>[]> {
  return runQuery(analytics, {
    name: 'list_unlocated',
    sql: `SELECT ${DOCUMENT_RECORD_COLUMNS}
          FROM documents FINAL
          WHERE ward_code = '' AND (source_id, external_id) > ({sourceId:String}, {externalId:String})
          ORDER BY source_id, external_id LIMIT {limit:UInt32}`,
    params: { ...after, limit },
    row: documentRecord,
  });
}

/** How many documents have no ward. */
export async function countUnlocated(analytics: Analytics): Promise<number> {
  const [row] = await runQuery(analytics, {
    name: 'count_unlocated',
    sql: `SELECT count() AS unlocated FROM documents FINAL WHERE ward_code = ''`,
    params: {},
    row: z.object({ unlocated: z.number() }),
  });
  return row?.unlocated ?? 0;
}
