import { z } from 'zod';
import { documentStatuses, visibilities } from '../../model/document.ts';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  seq: z.number(),
  received_at: z.string(),
  version: z.number(),
  is_deleted: z.number(),
  visibility: z.enum(visibilities),
  status: z.enum(documentStatuses),
  ward_code: z.string(),
  likes: z.number(),
  comments: z.number(),
  // A hash of 64 bits does not fit a number.
  text_hash: z.string(),
  reply_hash: z.string(),
});
export type DocumentState = z.infer<typeof rowSchema>;

/** More changes than a post sees in a year; of more, the last are told. */
const MAX_STATES = 500;

/**
 * What was seen of a document, oldest first. The caller must have found the document in the asker's scope first
 * (getDocumentHead): a state tells wards, no words.
 */
export async function listDocumentStates(
  reader: Analytics,
  document: { sourceId: string; externalId: string },
): Promise<DocumentState[]> {
  const rows = await runQuery(reader, {
    name: 'list_document_states',
    sql: `SELECT seq, received_at, version, is_deleted, visibility, status, ward_code, likes, comments,
                 toString(text_hash) AS text_hash, toString(reply_hash) AS reply_hash
          FROM document_states FINAL
          WHERE source_id = {sourceId:String} AND external_id = {externalId:String}
          ORDER BY document_states.seq DESC LIMIT {limit:UInt32}`,
    params: { ...document, limit: MAX_STATES },
    row: rowSchema,
  });
  return rows.reverse();
}
