import { z } from 'zod';
import type { Document } from '../../model/document.ts';
import { type Analytics, runQuery } from '../analytics.ts';
import { DOCUMENT_RECORD_COLUMNS, documentRecord } from './document-record.ts';

/** Documents that were analysed by another version of lexicon and model, in the order of their keys, behind the given one. */
export function listOutdated(
  analytics: Analytics,
  version: string,
  page: { after: { sourceId: string; externalId: string }; limit: number },
): Promise<Omit<Document, 'deleted'>[]> {
  return runQuery(analytics, {
    name: 'list_outdated',
    sql: `SELECT ${DOCUMENT_RECORD_COLUMNS}
          FROM documents FINAL
          WHERE lexicon_version != {version:String} AND (source_id, external_id) > ({sourceId:String}, {externalId:String})
          ORDER BY source_id, external_id LIMIT {limit:UInt32}`,
    params: { version, ...page.after, limit: page.limit },
    row: documentRecord,
  });
}

/** How many documents there are, and how many of them are of another version. */
export async function countOutdated(
  analytics: Analytics,
  version: string,
): Promise<{ total: number; outdated: number }> {
  const [row] = await runQuery(analytics, {
    name: 'count_outdated',
    sql: `SELECT count() AS total, countIf(lexicon_version != {version:String}) AS outdated FROM documents FINAL`,
    params: { version },
    row: z.object({ total: z.number(), outdated: z.number() }),
  });
  return row ?? { total: 0, outdated: 0 };
}
