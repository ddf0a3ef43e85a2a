import { z } from 'zod';
import { type Analytics, runQuery } from './analytics.ts';

const rowSchema = z.object({ event_id: z.string(), ward_code: z.string(), stored: z.number(), recounted: z.number() });
export type HotspotRecount = z.infer<typeof rowSchema>;

/**
 * Rows of the latest ranking whose number of documents differs from a count of the documents that had arrived by then.
 * Documents that came, changed or moved since the run are left out on both sides, together with their events.
 */
export function listHotspotDifferences(analytics: Analytics, districtCode: string): Promise<HotspotRecount[]> {
  return runQuery(analytics, {
    name: 'list_hotspot_differences',
    sql: `WITH run AS (SELECT run_id, at, seq FROM hotspot_runs FINAL ORDER BY at DESC, finished_at DESC LIMIT 1),
            changed AS (SELECT DISTINCT event_id FROM memberships WHERE revision > (SELECT seq FROM run))
          SELECT h.event_id AS event_id, h.ward_code AS ward_code, any(h.documents) AS stored,
                 countIf(m.published_at > h.at - toIntervalDay(h.window_days) AND m.published_at <= h.at
                         AND (h.ward_code = {districtCode:String} OR startsWith(m.ward_code, h.ward_code))) AS recounted
          FROM (SELECT * FROM hotspots FINAL WHERE run_id = (SELECT run_id FROM run) AND is_out = 0 AND event_id NOT IN (SELECT event_id FROM changed)) AS h
          INNER JOIN (SELECT event_id, published_at, ward_code FROM memberships FINAL) AS m ON m.event_id = h.event_id
          GROUP BY h.event_id, h.ward_code, h.window_days
          HAVING stored != recounted
          LIMIT 100`,
    params: { districtCode },
    row: rowSchema,
  });
}
