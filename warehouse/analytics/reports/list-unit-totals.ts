import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { IN_WINDOW, PERSON, type ReportWindow, UNIT, type UnitAxis, unitParams } from './units.ts';

const rowSchema = z.object({
  unit: z.string(),
  documents: z.number(),
  reporters: z.number(),
  /** Obliges somebody to answer: neither praise nor chat, not rejected by the platform. */
  valid: z.number(),
  replied: z.number(),
  resolved: z.number(),
  escalated: z.number(),
  private_documents: z.number(),
  /** Rejected by the platform: 剔除. */
  excluded: z.number(),
  /** Median hours from post to reply among the replied; null without any. */
  reply_hours: z.number().nullable(),
});
export type UnitTotals = z.infer<typeof rowSchema>;

/** After every reply. */
const EVER = '2200-01-01T00:00:00.000Z';

/**
 * The counts of every unit in a window; the same definitions as get-totals.ts. Units without a row are absent. With
 * `repliedBy`, a later reply does not count: so a window is compared as it stood when it was as old as another is now.
 */
export function listUnitTotals(
  analytics: Analytics,
  units: UnitAxis,
  window: ReportWindow & { repliedBy?: string },
): Promise<UnitTotals[]> {
  return runQuery(analytics, {
    name: 'list_unit_totals',
    sql: `SELECT ${UNIT} AS unit,
                 count() AS documents,
                 uniqExact(${PERSON}) AS reporters,
                 countIf(obliges) AS valid,
                 countIf(obliges AND replied_at < {repliedBy:DateTime64(3, 'UTC')}) AS replied,
                 countIf(obliges AND status = 'resolved') AS resolved,
                 countIf(obliges AND status = 'escalated') AS escalated,
                 countIf(visibility = 'private') AS private_documents,
                 countIf(status = 'rejected') AS excluded,
                 if(replied = 0, NULL, quantileExactIf(0.5)(dateDiff('second', published_at, assumeNotNull(replied_at)), obliges AND replied_at IS NOT NULL) / 3600) AS reply_hours
          FROM (SELECT source_id, external_id, reporter_key, ward_code, topic_code, published_at, replied_at, status, visibility,
                       nature NOT IN ('praise', 'other') AND status != 'rejected' AS obliges
                FROM documents FINAL WHERE ${IN_WINDOW})
          GROUP BY unit ORDER BY unit`,
    params: { ...unitParams(units, window), repliedBy: window.repliedBy ?? EVER },
    row: rowSchema,
  });
}
