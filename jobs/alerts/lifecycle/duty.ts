import type { AssignmentRow } from '#warehouse/ledger/alerts/rows.ts';
import type { AlertPolicy, DutyPerson } from './policy.ts';

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
