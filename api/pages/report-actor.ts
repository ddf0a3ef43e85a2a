import type { ReportActor } from '#jobs/reports/workflow/report-actor.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import type { Scope } from '#warehouse/model/scope.ts';

/** Who writes reports of their wards, and who signs them. */
const EDITORS: ReadonlySet<User['role']> = new Set([
  'district_admin',
  'district_analyst',
  'street_leader',
  'street_clerk',
]);
const ISSUERS: ReadonlySet<User['role']> = new Set(['district_admin', 'street_leader']);

/** What a signed-in user may do with reports: read those of their wards or department, and by role write or sign them. */
export function reportActorOf(user: User, scope: Scope): ReportActor {
  return {
    id: String(user.user_id),
    name: user.display_name,
    reader: {
      wards: scope.wards,
      lines: scope.lines,
      departmentCode: user.department_code,
      accountId: String(user.user_id),
    },
    mayEdit: EDITORS.has(user.role) && scope.lines === null,
    mayIssue: ISSUERS.has(user.role) && scope.lines === null,
  };
}
