import type { Actor } from '#jobs/alerts/contract.ts';
import { allowedActions } from '#jobs/alerts/lifecycle/allowed.ts';
import { calledPerson } from '#jobs/alerts/lifecycle/duty.ts';
import { undoableNow } from '#jobs/alerts/lifecycle/undo.ts';
import type { AlertRow as Stored, AssignmentRow, ClockRow } from '#warehouse/ledger/alerts/rows.ts';
import type { AssignmentView } from '../contract/alerts.ts';

interface Around {
  alert: Stored;
  clocks: ClockRow[];
  actor: Actor | null;
  now: string;
}

/** A unit's part in an alert as pages show it: its terms, who was called, and what `actor` may do `now`. */
export function toAssignment(row: AssignmentRow, { alert, clocks, actor, now }: Around): AssignmentView {
  const own = clocks.filter((clock) => clock.assignmentId === row.assignmentId);
  const due = (kind: ClockRow['kind']): string | null => own.findLast((clock) => clock.kind === kind)?.dueAt ?? null;
  const running = own.filter((clock) => clock.stoppedAt === null);
  const undo = actor ? undoableNow(alert, actor.id, now) : undefined;
  const late = running.find((clock) => clock.dueAt !== null && clock.dueAt < now);
  return {
    id: row.assignmentId,
    departmentCode: row.departmentCode,
    departmentName: row.departmentName,
    role: row.role,
    state: row.state === 'waiting' ? 'raised' : row.state === 'withdrawn' ? 'return_pending' : row.state,
    signDueAt: due('sign'),
    replyDueAt: due('reply'),
    resolveDueAt: due('resolve'),
    signedAt: row.ackedAt,
    repliedAt: row.firstRepliedAt,
    resolvedAt: row.resolvedAt,
    signedBy: row.ackedBy,
    called: row.ackedAt === null ? (calledPerson(row)?.name ?? '') : '',
    nextReminderAt: running.flatMap(({ nextAt }) => nextAt ?? []).sort()[0] ?? null,
    uncoveredYear: running.find(({ uncoveredYear }) => uncoveredYear !== null)?.uncoveredYear ?? null,
    milestones: milestonesOf(own),
    dispute: row.dispute,
    undo: undo && undo.assignmentId === row.assignmentId ? { action: undo.action, until: undo.until } : null,
    overdue: late?.kind === 'sign' || late?.kind === 'reply' || late?.kind === 'resolve' ? late.kind : null,
    actions: actor ? allowedActions(alert, { assignment: row, actor, now }) : [],
  };
}

/** The latest clock of each milestone. */
function milestonesOf(own: readonly ClockRow[]): AssignmentView['milestones'] {
  const latest = new Map(own.filter(({ kind }) => kind === 'milestone').map((clock) => [clock.name, clock]));
  return [...latest.values()].map(({ name, dueAt, stoppedAt, outcome }) => ({
    name,
    dueAt,
    doneAt: outcome === 'met' || outcome === 'missed' ? stoppedAt : null,
  }));
}
