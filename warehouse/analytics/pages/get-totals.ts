import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({
  documents: z.number(),
  reporters: z.number(),
  /** Matters that oblige somebody to answer: everything but praise and chat. */
  valid: z.number(),
  replied: z.number(),
  resolved: z.number(),
  escalated: z.number(),
});
export type Totals = z.infer<typeof rowSchema>;

/** The counts behind the tiles. valid = not 表扬/其他; replied, resolved and escalated are counted among the valid. */
export async function getTotals(analytics: Analytics, filter: PageFilter): Promise<Totals> {
  const [row] = await runQuery(analytics, {
    name: 'get_totals',
    sql: `SELECT count() AS documents,
                 uniqExact(if(reporter_key = '', concat(source_id, external_id), reporter_key)) AS reporters,
                 countIf(obliges) AS valid,
                 countIf(obliges AND replied_at IS NOT NULL) AS replied,
                 countIf(obliges AND status = 'resolved') AS resolved,
                 countIf(obliges AND status = 'escalated') AS escalated
          FROM (SELECT *, nature NOT IN ('praise', 'other') AND status != 'rejected' AS obliges
                FROM documents FINAL WHERE ${PAGE_CONDITION})`,
    params: pageParams(filter),
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
  return row!;
}
