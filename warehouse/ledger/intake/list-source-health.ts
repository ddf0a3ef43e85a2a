import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

const rowSchema = z.object({
  source_id: z.string(),
  name: z.string(),
  last_pull_at: z.string().nullable(),
  last_document_at: z.string().nullable(),
  last_error: z.string(),
  failing_since: z.string().nullable(),
  consent: z.enum(['', 'given', 'notice', 'unknown']),
  /** outcome:reason → count, over all days. */
  counts: z.record(z.string(), z.number()),
});
export type SourceHealthRow = z.infer<typeof rowSchema>;

/** The state of every source that ever was pulled or imported; the product's own entries are left out. */
export function listSourceHealth(on: Queryable): Promise<SourceHealthRow[]> {
  return runStatement(on, {
    name: 'list-source-health',
    text: `select s.source_id, s.name, s.last_pull_at, s.last_document_at, s.last_error, s.failing_since, s.consent,
                  coalesce((select jsonb_object_agg(c.outcome || ':' || c.reason, c.total)
                            from (select outcome, reason, sum(count)::bigint as total from intake_counts
                                  where source_id = s.source_id group by outcome, reason) c), '{}') as counts
           from sources s where s.source_id not in ('grouping-repair', 'history-rerun') order by s.source_id`,
    row: rowSchema,
  });
}
