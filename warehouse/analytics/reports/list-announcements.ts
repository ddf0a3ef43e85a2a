import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { IN_WINDOW, type ReportWindow } from './units.ts';

const rowSchema = z.object({
  published_at: z.string(),
  ward_code: z.string(),
  title: z.string(),
  places: z.array(z.string()),
});
export type Announcement = z.infer<typeof rowSchema>;

/** A district announces a few hundred things a month; more would be a board that is used for something else. */
const MOST = 2_000;

/** What offices announced in the window (社区公告 and the like), oldest first: a possible reason of a rise. */
export function listAnnouncements(analytics: Analytics, window: ReportWindow): Promise<Announcement[]> {
  return runQuery(analytics, {
    name: 'list_announcements',
    sql: `SELECT published_at, toString(ward_code) AS ward_code, title, places
          FROM documents FINAL
          WHERE ${IN_WINDOW} AND visibility = 'public' AND title != '' AND places != []
            AND (title LIKE '%公告%' OR title LIKE '%通告%' OR title LIKE '%通知%' OR startsWith(text, '【公告】') OR startsWith(text, '【通知】'))
          ORDER BY published_at, source_id, external_id LIMIT ${MOST}`,
    params: { ...window },
    row: rowSchema,
  });
}
