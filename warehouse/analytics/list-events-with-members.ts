import { z } from 'zod';
import { type Analytics, runQuery } from './analytics.ts';

const rowSchema = z.object({
  event_id: z.string(),
  kind: z.string(),
  title: z.string(),
  place: z.string(),
  topic_code: z.string(),
  first_at: z.string(),
  last_at: z.string(),
  members: z.array(z.tuple([z.string(), z.string()])),
});
export type EventWithMembers = z.infer<typeof rowSchema>;

const PAGE = 5_000;

/** Every event with its members as [source, external id] in order of arrival, a page at a time by event id. */
export async function* listEventsWithMembers(analytics: Analytics): AsyncGenerator<EventWithMembers[]> {
  for (let after = ''; ;) {
    const rows = await runQuery(analytics, {
      name: 'list_events_with_members',
      sql: `SELECT e.event_id AS event_id, e.kind AS kind, e.title AS title, e.place AS place, e.topic_code AS topic_code,
                   e.first_at AS first_at, e.last_at AS last_at, m.members AS members
            FROM (SELECT * FROM events FINAL WHERE event_id > {after:String} ORDER BY event_id LIMIT {page:UInt32}) AS e
            INNER JOIN (SELECT event_id, arrayMap(x -> (x.2, x.3), arraySort(groupArray((seq, source_id, external_id)))) AS members
                        FROM memberships FINAL WHERE event_id > {after:String} GROUP BY event_id) AS m ON m.event_id = e.event_id
            ORDER BY event_id`,
      params: { after, page: PAGE },
      row: rowSchema,
    });
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)!.event_id;
  }
}
