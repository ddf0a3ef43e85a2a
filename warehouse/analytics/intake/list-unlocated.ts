import type { z } from 'zod';
import { documentSchema } from '../../model/document.ts';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = documentSchema.omit({ deleted: true });
export type UnlocatedDocument = z.infer<typeof rowSchema>;

/** Documents without a ward, in the order of their keys, behind the given one. */
export function listUnlocated(
  analytics: Analytics,
  after: { sourceId: string; externalId: string },
  limit: number,
): Promise<UnlocatedDocument[]> {
  return runQuery(analytics, {
    name: 'list_unlocated',
    sql: `SELECT source_id AS sourceId, external_id AS externalId, version, content_hash AS contentHash, kind, visibility,
                 published_at AS publishedAt, ward_code AS wardCode, estate, board, title, text, reply,
                 replied_at AS repliedAt, closed_at AS closedAt, status, reporter_key AS reporterKey, likes, comments, tokens,
                 topic_code AS topicCode, topic_confidence AS topicConfidence, topic_words AS topicWords, nature, severity,
                 severity_words AS severityWords, places, lexicon_version AS lexiconVersion
          FROM documents FINAL
          WHERE ward_code = '' AND (source_id, external_id) > ({sourceId:String}, {externalId:String})
          ORDER BY source_id, external_id LIMIT {limit:UInt32}`,
    params: { ...after, limit },
    row: rowSchema,
  });
}
