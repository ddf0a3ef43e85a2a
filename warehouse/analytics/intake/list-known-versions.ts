import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  external_id: z.string(),
  version: z.number(),
  content_hash: z.string(),
  deleted: z.number(),
  published_at: z.string(),
});
export type KnownVersion = z.infer<typeof rowSchema>;

/** The latest stored version of each named document of a source, deleted ones too; new ones are absent. */
export function listKnownVersions(
  analytics: Analytics,
  sourceId: string,
  externalIds: string[],
): Promise<KnownVersion[]> {
  return runQuery(analytics, {
    name: 'list_known_versions',
    sql: `SELECT external_id, argMax(version, seq) AS version, argMax(content_hash, seq) AS content_hash,
                 argMax(is_deleted, seq) AS deleted, argMax(published_at, seq) AS published_at
          FROM documents
          WHERE source_id = {sourceId:String} AND external_id IN {externalIds:Array(String)}
          GROUP BY external_id`,
    params: { sourceId, externalIds },
    row: rowSchema,
  });
}
