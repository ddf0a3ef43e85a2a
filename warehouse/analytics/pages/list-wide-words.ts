import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { FIRST_PERSON, TEXT } from '../voices.ts';
import { PAGE_CONDITION, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({
  topic_code: z.string(),
  word: z.string(),
  wards: z.number(),
  documents: z.number(),
  /** Communities in an equal span before, on average. */
  usual_wards: z.number(),
  event_ids: z.array(z.string()),
});
export type WideWord = z.infer<typeof rowSchema>;

export interface WideAsked {
  /** Length of the span that ends with the filter's window, and how many before it tell what is usual. */
  spanDays: number;
  spansBefore: number;
  leastWards: number;
  /** Times as many communities as usual. */
  leastRatio: number;
  /** Only what this event is part of; '' for all. */
  event: string;
}

/**
 * Key words that events of one topic share over many communities within one span, where they usually do not. Counts
 * documents and communities in scope only, each voice in one community: nobody carries a matter through the district alone,
 * nor does a text that thirty accounts paste; praise is no matter. The filter's `from` is set here.
 */
export function listWideWords(analytics: Analytics, filter: PageFilter, asked: WideAsked): Promise<WideWord[]> {
  const seconds = asked.spanDays * 86_400;
  const from = new Date(Date.parse(filter.to) - seconds * 1000 * (asked.spansBefore + 1)).toISOString();
  return runQuery(analytics, {
    name: 'list_wide_words',
    sql: `SELECT e.topic_code AS topic_code, word,
                 uniqExactIf(m.ward_code, span = 0) AS wards, sumIf(m.said, span = 0) AS documents, countIf(span = 0) AS voices,
                 uniqExactIf((m.ward_code, span), span > 0) / {spansBefore:UInt32} AS usual_wards,
                 groupUniqArrayIf(100)(m.event_id, span = 0) AS event_ids
          FROM (SELECT event_id, said, home AS ward_code, span
                FROM (SELECT span, min(home) AS home, sumMap(events.1, events.2) AS told
                      FROM (SELECT ${FIRST_PERSON} AS voice, min(ward_code) AS home, sumMap([event_id], [1]) AS events,
                                   intDiv(dateDiff('second', published_at, {to:DateTime64(3, 'UTC')}), {seconds:UInt32}) AS span
                            FROM memberships FINAL WHERE ${PAGE_CONDITION} AND length(ward_code) = 12 AND nature != 'praise' GROUP BY span, ${TEXT})
                      GROUP BY span, voice)
                ARRAY JOIN told.1 AS event_id, told.2 AS said) AS m
          INNER JOIN (SELECT event_id, topic_code, arrayJoin(keywords) AS word FROM events FINAL
                      WHERE last_at > {from:DateTime64(3, 'UTC')}
                        AND ({event:String} = '' OR topic_code IN (SELECT topic_code FROM events FINAL WHERE event_id = {event:String}))) AS e
            ON e.event_id = m.event_id
          GROUP BY topic_code, word
          HAVING wards >= {leastWards:UInt32} AND length(event_ids) >= 2 AND wards >= {leastRatio:Float32} * usual_wards
             AND ({event:String} = '' OR has(event_ids, {event:String}))
          ORDER BY wards DESC, voices DESC, topic_code, word LIMIT 200`,
    params: { ...pageParams({ ...filter, from }), ...asked, seconds },
    row: rowSchema,
  });
}
