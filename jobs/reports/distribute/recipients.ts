import type { Department } from '#warehouse/model/district.ts';
import { endpointsOf } from '../../alerts/deliver/endpoints.ts';
import type { ReportKind } from '../content/report-kinds.ts';
import { type Distribution, mailTarget } from '../settings/distribution-setting.ts';
import type { Subject } from '../snapshot/snapshot.ts';

/** Who is sent a report: desks of departments, accounts by user name, and targets of mails. */
export interface Recipients {
  departments: Set<string>;
  accounts: Set<string>;
  mails: Set<string>;
}

/** Everyone whom the rules name for a report of that kind about that subject; mails of departments as configured. */
export function recipientsOf(
  { rules }: Distribution,
  report: { kind: ReportKind; subject: Subject },
  departments: readonly Department[],
): Recipients {
  const { kind, subject } = report;
  const matching = rules.filter(
    ({ kinds, about, ward }) =>
      (kinds.length === 0 || kinds.includes(kind)) &&
      (about === 'any' || about === subject.level) &&
      (ward === '' || (subject.kind === 'ward' && subject.code.startsWith(ward))),
  );
  const codes = new Set(
    matching.flatMap((rule) => [
      ...rule.departments,
      ...(rule.toSubject && subject.kind === 'department' ? [subject.code] : []),
    ]),
  );
  const ofDepartments = departments
    .filter(({ code }) => codes.has(code))
    .flatMap(endpointsOf)
    .filter((endpoint) => endpoint.kind === 'email')
    .map(({ endpointId }) => endpointId);
  const listed = matching.flatMap(({ mails }) => mails.map(mailTarget));
  return {
    departments: codes,
    accounts: new Set(matching.flatMap(({ accounts }) => accounts)),
    mails: new Set([...ofDepartments, ...listed]),
  };
}
