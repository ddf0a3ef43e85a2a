import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';

const rowSchema = z.object({
  source_id: z.string(),
  external_id: z.string(),
  event_id: z.string(),
  seq: z.number(),
  title: z.string(),
  text: z.string(),
  tokens: z.array(z.string()),
  places: z.array(z.string()),
  ward_code: z.string(),
  topic_code: z.string(),
  reporter_key: z.string(),
  published_at: z.string(),
  kind: z.string(),
});
export type MemberRow = z.infer<typeof rowSchema>;

/** Rows per page: about 30 MB of text at the usual length, read in under a second. */
const PAGE = 20_000;

/**
 * Grouped documents in the order in which they were grouped, those behind `start` alone, a page at a time: replaying
 * them rebuilds the grouper's state.
 */
export async function* streamMembers(analytics: Analytics, start = -1): AsyncGenerator<MemberRow[]> {
  for (let after = start; ;) {
    const rows = await runQuery(analytics, {
      name: 'stream_members',
      sql: `WITH page AS (SELECT source_id, external_id, event_id, seq FROM memberships FINAL
                          WHERE toInt64(seq) > {after:Int64} ORDER BY seq LIMIT {page:UInt32})
            SELECT m.source_id AS source_id, m.external_id AS external_id, m.event_id AS event_id, m.seq AS seq,
                   d.title AS title, d.text AS text, d.tokens AS tokens, d.places AS places, d.ward_code AS ward_code,
                   d.topic_code AS topic_code, d.reporter_key AS reporter_key, d.published_at AS published_at, d.kind AS kind
            FROM page AS m
            INNER JOIN (SELECT * FROM documents FINAL
                        WHERE (source_id, external_id) IN (SELECT source_id, external_id FROM page)) AS d
              ON d.source_id = m.source_id AND d.external_id = m.external_id
            ORDER BY seq`,
      params: { after, page: PAGE },
      row: rowSchema,
    });
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)!.seq;
  }
}
