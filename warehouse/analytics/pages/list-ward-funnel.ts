import { z } from 'zod';
import { type Analytics, runQuery } from '../analytics.ts';
import { PAGE_CONDITION, PAGE_SETTINGS, type PageFilter, pageParams } from './page-filter.ts';

const rowSchema = z.object({
  /** '' for what is not located that deeply. */
  ward: z.string(),
  documents: z.number(),
  valid: z.number(),
  replied: z.number(),
  resolved: z.number(),
  escalated: z.number(),
});
/** How far the matters of one ward have come: 受理 → 回复 → 办结, and 上报. */
export type WardFunnel = z.infer<typeof rowSchema>;

/** The funnel by the first `codeLength` characters of the ward; valid = not 表扬/其他 and not turned away. */
export function listWardFunnel(analytics: Analytics, filter: PageFilter, codeLength: number): Promise<WardFunnel[]> {
  return runQuery(analytics, {
    name: 'list_ward_funnel',
    sql: `SELECT if(length(ward_code) >= {length:UInt8}, substring(ward_code, 1, {length:UInt8}), '') AS ward,
                 count() AS documents,
                 countIf(obliges) AS valid,
                 countIf(obliges AND replied_at IS NOT NULL) AS replied,
                 countIf(obliges AND status = 'resolved') AS resolved,
                 countIf(obliges AND status = 'escalated') AS escalated
          FROM (SELECT *, nature NOT IN ('praise', 'other') AND status != 'rejected' AS obliges
                FROM documents FINAL WHERE ${PAGE_CONDITION})
          GROUP BY ward ORDER BY ward LIMIT 5000`,
    params: { ...pageParams(filter), length: codeLength },
    settings: PAGE_SETTINGS,
    row: rowSchema,
  });
}
