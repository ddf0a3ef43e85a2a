import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PAGE_CONDITION, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({
  event_id: z.string(),
  /** Different public replies, in no order. */
  replies: z.array(z.string()),
  /** Medians over the documents that have them; null when none has. */
  reply_hours: z.number().nullable(),
  close_days: z.number().nullable(),
  /** Documents published after the first one was closed. */
  came_back: z.number(),
});
export type EventAnswers = z.infer<typeof rowSchema>;

/** Enough to choose from; an event with more has the same reply in other words. */
const MOST_REPLIES = 20;

/** How the named events were answered, from the documents in scope; those without any are not among the rows. */
export function listEventAnswers(
  analytics: Analytics,
  filter: PageFilter,
  eventIds: readonly string[],
): Promise<EventAnswers[]> {
  return runQuery(analytics, {
    name: 'list_event_answers',
    sql: `SELECT m.event_id AS event_id,
                 groupUniqArrayIf(${MOST_REPLIES})(d.reply, d.visibility = 'public' AND d.reply != '') AS replies,
                 if(count(d.replied_at) = 0, NULL, quantileExactIf(0.5)(dateDiff('hour', d.published_at, assumeNotNull(d.replied_at)), d.replied_at IS NOT NULL)) AS reply_hours,
                 if(count(d.closed_at) = 0, NULL, quantileExactIf(0.5)(dateDiff('day', d.published_at, assumeNotNull(d.closed_at)), d.closed_at IS NOT NULL)) AS close_days,
                 if(count(d.closed_at) = 0, 0, arrayCount(at -> at > assumeNotNull(min(d.closed_at)), groupArray(d.published_at))) AS came_back
          FROM (SELECT source_id, external_id, event_id FROM memberships FINAL
                WHERE event_id IN {eventIds:Array(String)} AND ${PAGE_CONDITION}) AS m
          INNER JOIN (SELECT source_id, external_id, visibility, published_at, reply, replied_at, closed_at FROM documents FINAL
                      WHERE ${PAGE_CONDITION}
                        AND (source_id, external_id) IN (SELECT source_id, external_id FROM memberships FINAL
                                                         WHERE event_id IN {eventIds:Array(String)} AND ${PAGE_CONDITION})) AS d
            ON d.source_id = m.source_id AND d.external_id = m.external_id
          GROUP BY m.event_id LIMIT 1000`,
    params: { ...pageParams(filter), eventIds },
    row: rowSchema,
  });
}
