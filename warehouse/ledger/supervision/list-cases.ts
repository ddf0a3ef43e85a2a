import { z } from 'zod';
import type { Scope } from '../../model/scope.ts';
import { inScope, scopeValues } from '../alerts/scope-filter.ts';
import { runStatement, type Queryable } from '../ledger.ts';

const clock = z.enum(['running', 'met', 'missed', 'void']).nullable();
const instant = z.string().nullable();

const row = z.object({
  assignmentId: z.string(),
  alertId: z.string(),
  number: z.string(),
  title: z.string(),
  sensitive: z.boolean(),
  departmentCode: z.string(),
  departmentName: z.string(),
  wardCode: z.string(),
  topicCode: z.string(),
  level: z.string(),
  alertState: z.string(),
  state: z.string(),
  pushedAt: instant,
  ackedAt: instant,
  firstRepliedAt: instant,
  resolvedAt: instant,
  replyOutcome: z.string(),
  returnCount: z.number(),
  reopenCount: z.number(),
  followUpResult: z.string(),
  followUpSolved: z.string(),
  signDue: instant,
  signOutcome: clock,
  replyDue: instant,
  replyOutcomeOfClock: clock,
  resolveDue: instant,
  resolveOutcome: clock,
  exclusion: z.enum(['none', 'pending', 'granted']),
});
/** One case: a lead unit's part in one alert, with its latest clocks and whether it is left out of the rates. */
export type SupervisedCase = z.infer<typeof row>;

/** The latest clock of a kind of the case. */
const latest = (kind: string): string => `left join lateral (select due_at, outcome from alert_clocks c
  where c.assignment_id = s.assignment_id and c.kind = '${kind}' order by c.started_at desc limit 1) ${kind} on true`;

/** A list is bounded; a district raises some three hundred alerts a month. */
const MAX_CASES = 20_000;

/**
 * The cases in the scope that a period [from, to) has to do with: pushed in it, or with a duty that ended in it. Alerts
 * that cleared by themselves or were merged into another ask nothing of anybody and are left out.
 */
export function listCases(
  on: Queryable,
  scope: Scope,
  period: { from: string; to: string },
): Promise<SupervisedCase[]> {
  return runStatement(on, {
    name: 'list-supervised-cases',
    text: `select s.assignment_id as "assignmentId", a.alert_id as "alertId", a.number, a.title, a.sensitive,
        s.department_code as "departmentCode", s.department_name as "departmentName",
        a.ward_code as "wardCode", a.topic_code as "topicCode", a.level, a.state as "alertState", s.state,
        s.pushed_at as "pushedAt", s.acked_at as "ackedAt", s.first_replied_at as "firstRepliedAt",
        s.resolved_at as "resolvedAt", s.reply_outcome as "replyOutcome", s.return_count as "returnCount",
        a.reopen_count as "reopenCount", a.follow_up_result as "followUpResult", a.follow_up_solved as "followUpSolved",
        sign.due_at as "signDue", sign.outcome as "signOutcome",
        reply.due_at as "replyDue", reply.outcome as "replyOutcomeOfClock",
        resolve.due_at as "resolveDue", resolve.outcome as "resolveOutcome",
        coalesce((select x.decision from case_exclusions x
          where x.assignment_id = s.assignment_id and x.decision <> 'refused'), 'none') as exclusion
      from alert_assignments s join alerts a using (alert_id)
        ${latest('sign')} ${latest('reply')} ${latest('resolve')}
      where ${inScope} and s.role = 'lead' and s.pushed_at is not null and a.state <> 'auto_cleared' and a.merged_into is null
        and (s.pushed_at >= $3 and s.pushed_at < $4 or sign.due_at >= $3 and sign.due_at < $4
          or s.resolved_at >= $3 and s.resolved_at < $4
          or reply.due_at >= $3 and reply.due_at < $4 or resolve.due_at >= $3 and resolve.due_at < $4)
      order by s.pushed_at, s.assignment_id limit ${MAX_CASES}`,
    values: [...scopeValues(scope), period.from, period.to],
    row,
  });
}
