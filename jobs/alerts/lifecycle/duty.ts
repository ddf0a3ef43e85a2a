import type { AssignmentRow } from '#warehouse/ledger/alerts/rows.ts';
import type { Change } from './change.ts';
import type { AlertPolicy } from './policy.ts';

/** Somebody on duty for a unit: a department, or a ward (居村书记, 街镇值班, 区). */
export interface DutyPerson {
  unit: string;
  personId: string;
  name: string;
}

/** The people frozen into a row, in the order in which they are called. */
export function dutyOf(json: string): DutyPerson[] {
  return JSON.parse(json) as DutyPerson[];
}

/** Who is called for an assignment now; undefined where nobody is named. */
export function calledPerson({ duty, dutyStep }: Pick<AssignmentRow, 'duty' | 'dutyStep'>): DutyPerson | undefined {
  return dutyOf(duty)[dutyStep];
}

/** Who is on duty for a department at `now`, to be frozen into its assignment. */
export function dutyNow(
  policy: AlertPolicy,
  departmentCode: string,
  now: string,
): Pick<AssignmentRow, 'duty' | 'dutyStep'> {
  return { duty: JSON.stringify(policy.onDuty(departmentCode, now)), dutyStep: 0 };
}

/** The first on duty of the ward, its street and the district: they are told of an emergency beside its units. */
export function copiesNow(policy: AlertPolicy, wardCode: string, now: string): string {
  const units = [
    ...new Set([12, 9, 6].filter((digits) => digits <= wardCode.length).map((digits) => wardCode.slice(0, digits))),
  ];
  const wards = wardCode === '' ? [policy.districtCode] : units;
  return JSON.stringify(wards.flatMap((unit) => policy.onDuty(unit, now).slice(0, 1)));
}

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
