import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  source_id: z.string(),
  external_id: z.string(),
  visibility: z.enum(['public', 'private']),
  title: z.string(),
  text: z.string(),
  tokens: z.array(z.string()),
  places: z.array(z.string()),
  ward_code: z.string(),
  topic_code: z.string(),
  published_at: z.string(),
  likes: z.number(),
});
export type DescribedDocument = z.infer<typeof rowSchema>;

/** The present version of the named documents of a source, for describing their events. */
export function listDocumentsByKey(
  analytics: Analytics,
  sourceId: string,
  externalIds: string[],
): Promise<DescribedDocument[]> {
  return runQuery(analytics, {
    name: 'list_documents_by_key',
    sql: `SELECT source_id, external_id, visibility, title, text, tokens, places, ward_code, topic_code, published_at, likes
          FROM documents FINAL
          WHERE source_id = {sourceId:String} AND external_id IN {externalIds:Array(String)}`,
    params: { sourceId, externalIds },
    row: rowSchema,
  });
}
