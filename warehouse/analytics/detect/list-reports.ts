import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { DETECTION_FACTS } from './detection-facts.ts';

const rowSchema = z.object({
  at: z.string(),
  ward_code: z.string(),
  topic_code: z.string(),
  event_id: z.string(),
  person: z.number(),
  copy: z.number(),
});
export type ReportRow = z.infer<typeof rowSchema>;

/** Single reports in order of time, for the detectors; half-open window (from, to], days at most. */
export function listReports(analytics: Analytics, query: { from: string; to: string }): Promise<ReportRow[]> {
  return runQuery(analytics, {
    name: 'list_reports',
    sql: `SELECT published_at AS at, ward_code, topic_code, event_id, person, copy
          FROM (${DETECTION_FACTS})
          ORDER BY at, person, copy`,
    params: query,
    row: rowSchema,
  });
}
