import type { PeriodAssignment } from '#warehouse/ledger/alerts/list-period-assignments.ts';
import type { District } from '#warehouse/model/district.ts';
import { dayOf } from '../../alerts/calendar/working-calendar.ts';
import { topicName } from '../../topics/taxonomy.ts';
import { grouped, type Release } from './collect-release.ts';
import { compared } from './compare-units.ts';
import type { DepartmentFacts, Snapshot, Subject } from './snapshot.ts';

const ENDED = new Set(['resolved', 'verified', 'closed', 'auto_cleared']);
const SATISFIED = new Set(['satisfied', 'basically']);

/** The alerts that concern a subject; a sensitive one counts, its title is told to leaders only. */
function assignmentsOf(release: Release, subject: Subject): PeriodAssignment[] {
  return release.assignments.filter((row) =>
    subject.kind === 'ward' ? row.ward_code.startsWith(subject.code) : row.department_code === subject.code,
  );
}

/** How each department handled the period's alerts within the subject, and, for the district, what the routing leads to it. */
export function departmentFacts(
  release: Release,
  { district, subject }: { district: District; subject: Subject },
): DepartmentFacts[] {
  const rows = assignmentsOf(release, subject);
  const byCode = grouped(rows.map((row) => ({ ...row, unit: row.department_code })));
  const categories = grouped(release.byDepartment.categories);
  const tellsLoad = subject.level === 'district' || subject.kind === 'department';
  return district.departments
    .filter(({ code }) => (subject.kind === 'ward' ? true : code === subject.code))
    .map(({ code, name, shortName }) => {
      const own = byCode.get(code) ?? [];
      const load = compared(release.byDepartment, code);
      return {
        code,
        name: shortName ?? name,
        alerts: own.length,
        signed: clockShare(own, 'sign'),
        replied: clockShare(own, 'reply'),
        resolved: clockShare(own, 'resolve'),
        returned: own.filter((row) => row.return_count > 0).length,
        overdue: own.filter((row) => row.resolve === 'missed' && !ENDED.has(row.state)).map(toOverdue),
        compared: tellsLoad ? load : null,
        topCategory: tellsLoad ? topicName(categories.get(code)?.[0]?.topic ?? '') : '',
      };
    })
    .filter((facts) => facts.alerts > 0 || (facts.compared?.now.documents ?? 0) > 0 || subject.kind === 'department');
}

/** Met of all that ended: a running clock is in neither number. */
function clockShare(
  rows: readonly PeriodAssignment[],
  clock: 'sign' | 'reply' | 'resolve',
): { met: number; of: number } {
  const met = rows.filter((row) => row[clock] === 'met').length;
  return { met, of: met + rows.filter((row) => row[clock] === 'missed').length };
}

function toOverdue(row: PeriodAssignment): DepartmentFacts['overdue'][number] {
  return {
    number: row.number,
    title: row.sensitive ? '（不公开事项）' : row.title,
    dueDay: row.resolve_due_at ? dayOf(row.resolve_due_at) : '',
  };
}

/** The alerts of the period within the subject, each once. */
export function alertFacts(release: Release, subject: Subject): Snapshot['alerts'] {
  const alerts = [...new Map(assignmentsOf(release, subject).map((row) => [row.alert_id, row])).values()];
  const asked = alerts.filter((row) => row.follow_up_result !== '' && row.follow_up_result !== 'unreachable');
  return {
    raised: alerts.length,
    ended: alerts.filter(({ state }) => ENDED.has(state)).length,
    supervised: alerts.filter(({ supervision }) => supervision !== '').length,
    reopened: alerts.filter(({ reopen_count }) => reopen_count > 0).length,
    satisfied: { met: asked.filter((row) => SATISFIED.has(row.follow_up_result)).length, of: asked.length },
  };
}
