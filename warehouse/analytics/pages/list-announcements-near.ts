import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({
  source_id: z.string(),
  external_id: z.string(),
  published_at: z.string(),
  ward_code: z.string(),
  title: z.string(),
});
export type AnnouncementNear = z.infer<typeof rowSchema>;

/**
 * What offices announced in the window about one of an event's places, oldest first: a possible reason why people wrote (story A5).
 * An announcement is told by its board or its words; only public ones in the asker's scope.
 */
export function listAnnouncementsNear(
  analytics: Analytics,
  filter: PageFilter & { places: readonly string[]; wardCodes: readonly string[] },
): Promise<AnnouncementNear[]> {
  return runQuery(analytics, {
    name: 'list_announcements_near',
    sql: `SELECT source_id, external_id, published_at, ward_code, title
          FROM documents FINAL
          WHERE ${PAGE_CONDITION} AND visibility = 'public' AND title != ''
            AND (hasAny(places, {places:Array(String)}) OR (empty(places) AND has({wardCodes:Array(String)}, toString(ward_code))))
            AND (board LIKE '%公告%' OR match(title, '公告|通告|通知|告居民书|公示')
                 OR startsWith(text, '【公告】') OR startsWith(text, '【通知】'))
          ORDER BY published_at, source_id, external_id LIMIT 10`,
    params: { ...pageParams(filter), places: [...filter.places], wardCodes: [...filter.wardCodes] },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
