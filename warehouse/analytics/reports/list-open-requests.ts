import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { IN_WINDOW, PERSON, type ReportWindow } from './units.ts';

const rowSchema = z.object({
  id: z.string(),
  person: z.string(),
  day: z.string(),
  closed_day: z.string().nullable(),
  status: z.string(),
  ward: z.string(),
  topic: z.string(),
});
export type OpenRequest = z.infer<typeof rowSchema>;

/** A feed of a month; a district has some ten thousand. */
const MOST = 200_000;

/**
 * The public demands of a window as open data may tell them: no words, days instead of instants, an id that leads back to no
 * platform. `person` is for counting and is not published.
 */
export function listOpenRequests(
  analytics: Analytics,
  window: ReportWindow & { timeZone: string },
): Promise<OpenRequest[]> {
  return runQuery(analytics, {
    name: 'list_open_requests',
    sql: `SELECT lower(hex(sipHash128(source_id, external_id, published_at))) AS id, toString(cityHash64(${PERSON})) AS person,
                 toString(toDate(published_at, {timeZone:String})) AS day,
                 if(closed_at IS NULL, NULL, toString(toDate(assumeNotNull(closed_at), {timeZone:String}))) AS closed_day,
                 toString(status) AS status, toString(ward_code) AS ward, toString(topic_code) AS topic
          FROM documents FINAL
          WHERE ${IN_WINDOW} AND visibility = 'public' AND nature NOT IN ('praise', 'other') AND status != 'rejected'
          ORDER BY day, id LIMIT ${MOST}`,
    params: { ...window },
    row: rowSchema,
  });
}
