import type { AssignmentRow } from '#warehouse/ledger/alerts/rows.ts';
import type { Department } from '#warehouse/model/district.ts';
import type { Refusal } from '../contract.ts';
import type { Change } from './change.ts';
import { dutyNow } from './duty.ts';
import { liveAssignments } from './snapshot.ts';

/** An assignment that waits for its first push. */
export function newAssignment(
  alertId: string,
  department: Department,
  role: AssignmentRow['role'],
  at: { seq: number; now: string },
): AssignmentRow {
  return {
    assignmentId: [alertId, department.code, at.seq].join('.'),
    alertId,
    departmentCode: department.code,
    departmentName: department.name,
    line: department.line,
    role,
    state: 'waiting',
    returnCount: 0,
    dispute: '',
    extension: 'none',
    extensionDays: 0,
    pushedAt: null,
    ackedAt: null,
    ackedBy: '',
    firstRepliedAt: null,
    replyOutcome: '',
    replyText: '',
    resolvedAt: null,
    createdAt: at.now,
    duty: '[]',
    dutyStep: 0,
  };
}

/**
 * Gives an assignment to another department. The handling deadlines go along, because the resident has waited
 * since the first push, unless `resetDeadline`.
 */
export function handOver(
  change: Change,
  from: AssignmentRow,
  order: { departmentCode: string; event: string; note: string; resetDeadline: boolean },
): Refusal | undefined {
  const department = change.policy.departments.get(order.departmentCode);
  if (!department) return 'unknown_department';
  if (department.code === from.departmentCode) return 'illegal';
  const detail = { departmentCode: department.code, resetDeadline: order.resetDeadline };
  const inherited = change.alert.clocks.filter(
    (clock) => clock.assignmentId === from.assignmentId && clock.stoppedAt === null && isHandling(clock.kind),
  );
  change.move(from, 'withdrawn', { event: order.event, reason: order.note, detail });
  change.stopClocks(from.assignmentId, 'void');
  const { taken, fresh } = takeOver(change, department, from.role);
  if (fresh) change.startClock('sign', taken.assignmentId);
  if (from.role === 'lead') {
    if (order.resetDeadline) change.startLeadClocks(taken.assignmentId);
    else {
      const clocks = inherited.map((clock) => ({
        ...clock,
        clockId: [taken.assignmentId, change.alert.seq, clock.kind, clock.name].filter((part) => part !== '').join('.'),
        assignmentId: taken.assignmentId,
      }));
      change.set({ clocks: [...change.alert.clocks, ...clocks] });
      // An extended deadline that goes along has used up the one extension.
      change.setAssignment(taken.assignmentId, { extension: from.extension, extensionDays: from.extensionDays });
    }
  }
  // Once ruled on, whoever has it keeps it.
  if (from.dispute !== '') change.setAssignment(taken.assignmentId, { dispute: 'decided' });
  change.notify('open', [taken.assignmentId]);
  return undefined;
}

const isHandling = (kind: string): boolean => kind === 'reply' || kind === 'resolve' || kind === 'milestone';

/** The department's assignment: a new one, or the one it has already, raised to lead where that is handed over. */
function takeOver(
  change: Change,
  department: Department,
  role: AssignmentRow['role'],
): { taken: AssignmentRow; fresh: boolean } {
  const { alert, now } = change;
  const current = liveAssignments(alert).find((one) => one.departmentCode === department.code);
  if (current) {
    if (role === 'lead') {
      const state = current.state === 'resolved' ? 'acked' : current.state;
      change.setAssignment(current.assignmentId, { role, state });
    }
    return { taken: current, fresh: false };
  }
  // A unit that gets back what it returned before has used up its return.
  const returnCount = Math.max(
    0,
    ...alert.assignments.filter((one) => one.departmentCode === department.code).map((one) => one.returnCount),
  );
  const created = newAssignment(alert.alertId, department, role, { seq: alert.seq + 1, now });
  const duty = dutyNow(change.policy, department.code, now);
  const taken = { ...created, ...duty, state: 'pushed' as const, pushedAt: now, returnCount };
  change.set({ assignments: [...alert.assignments, taken] });
  return { taken, fresh: true };
}
