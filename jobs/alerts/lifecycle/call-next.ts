import type { Change } from './change.ts';
import { dutyOf } from './duty.ts';
import type { NoticeReason } from './snapshot.ts';

/** Nobody signed or the message did not arrive: the next one on duty is called. False when there is no other. */
export function callNext(change: Change, assignmentId: string, why: 'unsigned' | 'undeliverable'): boolean {
  const assignment = change.alert.assignments.find((one) => one.assignmentId === assignmentId);
  if (!assignment || (assignment.state !== 'pushed' && assignment.state !== 'waiting')) return false;
  const next = dutyOf(assignment.duty)[assignment.dutyStep + 1];
  if (!next) return false;
  change.setAssignment(assignmentId, { dutyStep: assignment.dutyStep + 1 });
  change.log('next_on_duty', { assignmentId, detail: { why, name: next.name } });
  change.notify('open', [assignmentId], '', 'duty');
  return true;
}

/** A copy for somebody on duty of a ward did not arrive: the next one there gets it. Leaders have no next. */
export function copyToNext(
  change: Change,
  lost: { assignmentId: string; reason: NoticeReason; unit: string; personId: string },
): void {
  const { assignmentId, reason, unit, personId } = lost;
  const order = change.policy.onDuty(unit, change.now);
  const at = order.findIndex((one) => one.personId === personId);
  const next = at < 0 ? undefined : order[at + 1];
  if (!next) return;
  change.log('next_on_duty', { assignmentId, detail: { why: 'undeliverable', name: next.name } });
  change.notifyCopy(reason, assignmentId, next);
}
