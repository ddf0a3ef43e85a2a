import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import type { EventDescription } from './get-event.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({
  event_id: z.string(),
  title: z.string(),
  last_at: z.string(),
  document_count: z.number(),
  score: z.number(),
  shared_words: z.array(z.string()),
  is_same_place: z.number(),
});
export type SimilarEvent = z.infer<typeof rowSchema>;

/**
 * Other events of the same category that share key words or the place: score is the share of key words in common,
 * plus a half for a place in common. Only events with a document in scope, whatever its date.
 */
export function listSimilarEvents(
  analytics: Analytics,
  filter: PageFilter,
  to: EventDescription & { limit: number },
): Promise<SimilarEvent[]> {
  return runQuery(analytics, {
    name: 'list_similar_events',
    sql: `SELECT event_id, title, last_at, document_count,
                 arrayIntersect(keywords, {keywords:Array(String)}) AS shared_words,
                 hasAny(splitByString('、', place), arrayFilter(name -> name != '', splitByString('、', {place:String}))) AS is_same_place,
                 length(shared_words) / greatest(1, length({keywords:Array(String)})) + if(is_same_place, 0.5, 0) AS score
          FROM events FINAL
          WHERE event_id != {eventId:String} AND document_count >= 2 AND startsWith(topic_code, {category:String})
            AND score >= 0.4
            AND event_id IN (SELECT event_id FROM memberships FINAL WHERE ${PAGE_CONDITION})
          ORDER BY score DESC, last_at DESC, event_id LIMIT {limit:UInt32}`,
    params: {
      ...pageParams({ ...filter, from: '1990-01-01T00:00:00.000Z', ward: undefined }),
      keywords: to.keywords,
      place: to.place,
      eventId: to.event_id,
      category: to.topic_code.slice(0, 2),
      limit: to.limit,
    },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
