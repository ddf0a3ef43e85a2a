import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { IN_WINDOW, type ReportWindow } from './units.ts';

const rowSchema = z.object({
  event_id: z.string(),
  ward_code: z.string(),
  published_at: z.string(),
  text: z.string(),
  reply: z.string(),
  status: z.string(),
});
export type EventQuote = z.infer<typeof rowSchema>;

/** Characters of a text that are read at most; a report quotes a few sentences. */
const LONGEST = 400;

/**
 * For each named event and ward one public document to quote, masked as stored: the one that most people liked or answered,
 * then one with a reply, then the longest. Private documents are never quoted.
 */
export function listEventQuotes(analytics: Analytics, window: ReportWindow, eventIds: string[]): Promise<EventQuote[]> {
  return runQuery(analytics, {
    name: 'list_event_quotes',
    sql: `SELECT m.event_id AS event_id, toString(d.ward_code) AS ward_code, d.published_at AS published_at,
                 substringUTF8(d.text, 1, ${LONGEST}) AS text, substringUTF8(d.reply, 1, ${LONGEST}) AS reply, d.status AS status
          FROM (SELECT * FROM documents FINAL WHERE ${IN_WINDOW} AND visibility = 'public' AND text != '' AND nature NOT IN ('praise', 'other')) AS d
          INNER JOIN (SELECT source_id, external_id, event_id FROM memberships FINAL
                      WHERE ${IN_WINDOW} AND event_id IN {eventIds:Array(String)}) AS m
            ON m.source_id = d.source_id AND m.external_id = d.external_id
          ORDER BY event_id, ward_code, d.likes + d.comments DESC, d.reply != '' DESC, lengthUTF8(d.text) DESC, d.source_id, d.external_id
          LIMIT 1 BY event_id, ward_code`,
    params: { ...window, eventIds },
    row: rowSchema,
  });
}
