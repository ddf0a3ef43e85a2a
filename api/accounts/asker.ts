import type { Actor } from '#jobs/alerts/contract.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import type { District } from '#warehouse/model/district.ts';
import type { Scope } from '#warehouse/model/scope.ts';
import type { Asker } from '../pages/alert-views.ts';

/** Whom each role acts as on alerts; the others only read. */
const ACTING: Partial<Record<User['role'], Actor['role']>> = {
  handler: 'handler',
  street_leader: 'dispatcher',
  street_clerk: 'dispatcher',
  district_admin: 'arbiter',
};

/** As whom a role acts; null where it only reads. */
export const actsAs = (role: User['role']): Actor['role'] | null => ACTING[role] ?? null;

/** What a signed-in user sees, and as whom they act. */
export function askerOf(district: District, user: User): Asker {
  const role = actsAs(user.role);
  const departments = user.department_code === '' ? [] : [user.department_code];
  return {
    scope: scopeOf(district, user),
    actor: role ? { id: String(user.user_id), name: user.display_name, role, departments } : null,
  };
}

/** The topics of a line are those that the routing leads to one of its departments; the fallback rule gives none. */
function scopeOf(district: District, user: User): Scope {
  if (user.lines === null) return { wards: user.wards, lines: null };
  const lines = new Set(user.lines);
  const codes = new Set(district.departments.filter((each) => lines.has(each.line)).map((each) => each.code));
  const topics = district.routing
    .filter((route) => route.topic !== '' && [route.lead, ...route.assist].some((code) => codes.has(code)))
    .map((route) => route.topic);
  return { wards: user.wards, lines: user.lines, topics };
}
