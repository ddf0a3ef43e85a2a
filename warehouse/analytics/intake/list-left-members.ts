import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  source_id: z.string(),
  external_id: z.string(),
  is_gone: z.number(),
  event_id: z.string(),
  revision: z.number(),
});
export type LeftMember = z.infer<typeof rowSchema>;

/**
 * Documents grouped before the arrival order `before` of which something was written from `before` on, in that order:
 * gone, put into another event, or as they were. Deletions are read beside the living, hence without FINAL.
 */
export function listLeftMembers(analytics: Analytics, before: number): Promise<LeftMember[]> {
  return runQuery(analytics, {
    name: 'list_left_members',
    // One step earlier: a changed row is taken out under the revision before its own.
    sql: `SELECT source_id, external_id, argMax(is_deleted, m.revision) AS is_gone, argMax(m.event_id, m.revision) AS event_id,
                 max(m.revision) AS revision
          FROM memberships AS m WHERE m.revision >= {before:UInt64} - 1
          GROUP BY source_id, external_id
          HAVING is_gone = 1 OR argMax(m.seq, m.revision) < {before:UInt64}
          ORDER BY revision, source_id, external_id`,
    params: { before },
    row: rowSchema,
  });
}
