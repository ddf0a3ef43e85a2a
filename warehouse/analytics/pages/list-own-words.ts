import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({
  event_id: z.string(),
  /** '' when all that the asker may see of it is private. */
  title: z.string(),
  place: z.string(),
  keywords: z.array(z.string()),
  first_at: z.string(),
  last_at: z.string(),
  documents: z.number(),
});
export type OwnWords = z.infer<typeof rowSchema>;

/**
 * Words and figures of the named events from the documents in scope alone, for those events that also have documents
 * outside of it: their description speaks with the words of people whom the asker may not read.
 */
export function listOwnWords(
  analytics: Analytics,
  filter: PageFilter,
  eventIds: readonly string[],
): Promise<OwnWords[]> {
  return runQuery(analytics, {
    name: 'list_own_words',
    sql: `SELECT m.event_id AS event_id, count() AS documents, min(m.published_at) AS first_at, max(m.published_at) AS last_at,
                 argMaxIf(if(d.title != '', d.title, substringUTF8(d.text, 1, 40)), (m.score, m.published_at), d.visibility = 'public') AS title,
                 arrayElement(topKArray(1)(if(d.visibility = 'private', [], m.places)), 1) AS place,
                 arrayFilter(word -> arrayExists(text -> position(text, word) > 0,
                   groupArrayIf(100)(concat(d.title, d.text), d.visibility = 'public')), any(e.keywords)) AS keywords
          FROM (SELECT source_id, external_id, event_id, score, places, published_at FROM memberships FINAL
                WHERE event_id IN {eventIds:Array(String)} AND ${PAGE_CONDITION}) AS m
          INNER JOIN (SELECT source_id, external_id, title, text, visibility FROM documents FINAL WHERE ${PAGE_CONDITION}) AS d
            ON d.source_id = m.source_id AND d.external_id = m.external_id
          INNER JOIN (SELECT event_id, document_count, keywords FROM events FINAL WHERE event_id IN {eventIds:Array(String)}) AS e
            ON e.event_id = m.event_id
          GROUP BY m.event_id HAVING documents < any(e.document_count)
          LIMIT 1000`,
    params: { ...pageParams(filter), eventIds },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
