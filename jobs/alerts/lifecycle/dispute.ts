import type { AssignmentRow } from '#warehouse/ledger/alerts/rows.ts';
import type { Change } from './change.ts';

/** Whether another unit has already said of the same part that it is not its own. */
export const deniedBefore = (change: Change, { departmentCode, role, dispute }: AssignmentRow): boolean =>
  dispute === '' &&
  change.alert.assignments.some(
    (one) => one.departmentCode !== departmentCode && one.role === role && one.returnCount > 0,
  );

/** 派单争议: from here on only the arbiter rules who answers, and the district's duty is told. */
export function openDispute(change: Change, { assignmentId, state }: AssignmentRow, reason: string): void {
  change.setAssignment(assignmentId, { dispute: 'open' });
  change.log('dispute', { assignmentId, from: state, to: 'return_pending', reason });
  change.notify('disputed', [assignmentId], '', 'arbiter');
}
