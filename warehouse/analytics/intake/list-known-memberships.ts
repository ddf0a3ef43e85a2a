import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  external_id: z.string(),
  seq: z.number(),
  event_id: z.string(),
  score: z.number(),
  because: z.array(z.string()),
  grouping_key: z.string(),
  published_at: z.string(),
  topic_code: z.string(),
  places: z.array(z.string()),
});
export type KnownMembership = z.infer<typeof rowSchema>;

/** The present event of each named document of a source, with the key of what it was grouped by. */
export function listKnownMemberships(
  analytics: Analytics,
  sourceId: string,
  externalIds: string[],
): Promise<KnownMembership[]> {
  return runQuery(analytics, {
    name: 'list_known_memberships',
    sql: `SELECT external_id, seq, event_id, score, because, grouping_key, published_at, topic_code, places
          FROM memberships FINAL
          WHERE source_id = {sourceId:String} AND external_id IN {externalIds:Array(String)}`,
    params: { sourceId, externalIds },
    row: rowSchema,
  });
}
