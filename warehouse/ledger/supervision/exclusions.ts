import { z } from 'zod';
import type { Scope } from '../../model/scope.ts';
import { inScope, scopeValues } from '../alerts/scope-filter.ts';
import { noRow, runStatement, type Queryable, type Transaction } from '../ledger.ts';

const row = z.object({
  exclusionId: z.number(),
  assignmentId: z.string(),
  alertId: z.string(),
  number: z.string(),
  departmentCode: z.string(),
  departmentName: z.string(),
  reason: z.string(),
  basis: z.string(),
  askedById: z.string(),
  askedBy: z.string(),
  askedAt: z.string(),
  decision: z.enum(['pending', 'granted', 'refused']),
  decidedBy: z.string(),
  decidedAt: z.string().nullable(),
  decisionNote: z.string(),
});
/** 剔除/申诉: what was asked about one case, and what was decided. */
export type Exclusion = z.infer<typeof row>;

const fields = `x.exclusion_id as "exclusionId", x.assignment_id as "assignmentId", a.alert_id as "alertId", a.number,
  s.department_code as "departmentCode", s.department_name as "departmentName", x.reason, x.basis,
  x.asked_by_id as "askedById", x.asked_by as "askedBy", x.asked_at as "askedAt", x.decision, x.decided_by as "decidedBy",
  x.decided_at as "decidedAt", x.decision_note as "decisionNote"`;
const tables = `case_exclusions x join alert_assignments s using (assignment_id) join alerts a on a.alert_id = s.alert_id`;

/** What was asked within [from, to), newest first, and whatever still waits; at most 500. */
export function listExclusions(
  on: Queryable,
  scope: Scope,
  period: { from: string; to: string },
): Promise<Exclusion[]> {
  return runStatement(on, {
    name: 'list-exclusions',
    text: `select ${fields} from ${tables} where ${inScope}
      and (x.asked_at >= $3 and x.asked_at < $4 or x.decision = 'pending') order by x.asked_at desc limit 500`,
    values: [...scopeValues(scope), period.from, period.to],
    row,
  });
}

/** One request, locked until the transaction ends; undefined outside the scope. */
export async function lockExclusion(tx: Transaction, scope: Scope, id: number): Promise<Exclusion | undefined> {
  const [found] = await runStatement(tx, {
    name: 'lock-exclusion',
    text: `select ${fields} from ${tables} where ${inScope} and x.exclusion_id = $3 for update of x`,
    values: [...scopeValues(scope), id],
    row,
  });
  return found;
}

/** Asks for a case to be left out; false when it is asked for already, outside the scope or not of `departments` (null: any). */
export async function insertExclusion(
  tx: Transaction,
  scope: Scope,
  asked: Pick<Exclusion, 'assignmentId' | 'reason' | 'basis' | 'askedById' | 'askedBy' | 'askedAt'> & {
    departments: readonly string[] | null;
  },
): Promise<boolean> {
  const inserted = await runStatement(tx, {
    name: 'insert-exclusion',
    text: `insert into case_exclusions (assignment_id, reason, basis, asked_by_id, asked_by, asked_at)
      select s.assignment_id, $4, $5, $6, $7, $8 from alert_assignments s join alerts a using (alert_id)
      where ${inScope} and s.assignment_id = $3 and s.role = 'lead'
        and ($9::text[] is null or s.department_code = any($9)) on conflict do nothing returning exclusion_id`,
    values: [
      ...scopeValues(scope),
      asked.assignmentId,
      asked.reason,
      asked.basis,
      asked.askedById,
      asked.askedBy,
      asked.askedAt,
      asked.departments,
    ],
    row: z.unknown(),
  });
  return inserted.length > 0;
}

/** Writes the decision on a request. */
export async function decideExclusion(
  tx: Transaction,
  id: number,
  decided: { decision: 'granted' | 'refused'; by: string; at: string; note: string },
): Promise<void> {
  await runStatement(tx, {
    name: 'decide-exclusion',
    text: `update case_exclusions set decision = $2, decided_by = $3, decided_at = $4, decision_note = $5
      where exclusion_id = $1`,
    values: [id, decided.decision, decided.by, decided.at, decided.note],
    row: noRow,
  });
}
