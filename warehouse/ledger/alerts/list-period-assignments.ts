import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

const rowSchema = z.object({
  alert_id: z.string(),
  number: z.string(),
  event_id: z.string(),
  title: z.string(),
  ward_code: z.string(),
  topic_code: z.string(),
  state: z.string(),
  sensitive: z.boolean(),
  raised_at: z.string(),
  return_count: z.number(),
  reopen_count: z.number(),
  supervision: z.string(),
  follow_up_result: z.string(),
  department_code: z.string(),
  department_name: z.string(),
  role: z.enum(['lead', 'assist']),
});
export type PeriodAssignment = z.infer<typeof rowSchema>;

/** Alerts raised in [from, to), one row per department that holds it. */
export function listPeriodAssignments(
  on: Queryable,
  window: { from: string; to: string },
): Promise<PeriodAssignment[]> {
  return runStatement(on, {
    name: 'list-period-assignments',
    text: `select a.alert_id, a.number, a.event_id, a.title, a.ward_code, a.topic_code, a.state, a.sensitive, a.raised_at, a.return_count,
             a.reopen_count, a.supervision, a.follow_up_result, s.department_code, s.department_name, s.role
           from alerts a join alert_assignments s using (alert_id)
           where a.raised_at >= $1 and a.raised_at < $2 and s.state <> 'withdrawn'
           order by a.raised_at, a.alert_id, s.role desc, s.department_code`,
    values: [window.from, window.to],
    row: rowSchema,
  });
}
