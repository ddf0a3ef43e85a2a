import { z } from 'zod';
import { documentStepSchema, handlingLevelSchema } from '../../model/document-step.ts';
import { documentKinds } from '../../model/document.ts';
import { type Scope, topicPrefixes } from '../../model/scope.ts';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  kind: z.enum(documentKinds),
  published_at: z.string(),
  replied_at: z.string().nullable(),
  closed_at: z.string().nullable(),
  steps: z.array(documentStepSchema),
  closed_level: handlingLevelSchema,
});
export type DocumentHead = z.infer<typeof rowSchema>;

/**
 * What the last version of a document says of its handling; null outside the scope. A recall says nothing of it, so of a
 * recalled one the version before counts for as long as the warehouse holds it.
 */
export async function getDocumentHead(
  reader: Analytics,
  scope: Scope,
  document: { sourceId: string; externalId: string },
): Promise<DocumentHead | null> {
  const [row] = await runQuery(reader, {
    name: 'get_document_head',
    sql: `SELECT kind, published_at, replied_at, closed_at, steps, closed_level
          FROM (SELECT * FROM documents WHERE source_id = {sourceId:String} AND external_id = {externalId:String}
                ORDER BY is_deleted, seq DESC LIMIT 1)
          WHERE arrayExists(prefix -> startsWith(ward_code, prefix), {wards:Array(String)})
            AND arrayExists(prefix -> startsWith(topic_code, prefix), {topics:Array(String)})`,
    params: { ...document, wards: [...scope.wards], topics: [...topicPrefixes(scope)] },
    row: rowSchema,
  });
  return row ?? null;
}
