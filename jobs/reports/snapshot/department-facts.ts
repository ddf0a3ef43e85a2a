import type { PeriodAssignment } from '#warehouse/ledger/alerts/list-period-assignments.ts';
import type { SupervisedCase } from '#warehouse/ledger/supervision/list-cases.ts';
import type { District } from '#warehouse/model/district.ts';
import { dayOf } from '../../alerts/calendar/working-calendar.ts';
import type { Rate } from '../../supervision/rates.ts';
import { figuresOf, type UnitFigures } from '../../supervision/unit-figures.ts';
import { topicName } from '../../topics/taxonomy.ts';
import type { Release } from './collect-release.ts';
import { grouped } from './count-units.ts';
import { compared } from './compare-units.ts';
import type { DepartmentFacts, Snapshot, Subject } from './snapshot.ts';

const ENDED = new Set(['resolved', 'verified', 'closed', 'auto_cleared']);

/** The alerts that concern a subject; a sensitive one counts, its title is told to leaders only. */
function assignmentsOf(release: Release, subject: Subject): PeriodAssignment[] {
  return release.assignments.filter((row) =>
    subject.kind === 'ward' ? row.ward_code.startsWith(subject.code) : row.department_code === subject.code,
  );
}

/** The same cases, counted by the same rates, as the supervision page shows and freezes. */
function casesOf(release: Release, subject: Subject): SupervisedCase[] {
  return release.supervision.cases.filter((each) =>
    subject.kind === 'ward' ? each.wardCode.startsWith(subject.code) : each.departmentCode === subject.code,
  );
}

function supervised({ supervision }: Release, cases: readonly SupervisedCase[]): UnitFigures {
  const { period, policy } = supervision;
  return figuresOf(cases, period, { code: '', name: '', policy, before: new Map() });
}

/** How each department handled the period's alerts within the subject, and, for the district, what the routing leads to it. */
export function departmentFacts(
  release: Release,
  { district, subject }: { district: District; subject: Subject },
): DepartmentFacts[] {
  const byCode = grouped(casesOf(release, subject).map((each) => ({ ...each, unit: each.departmentCode })));
  const categories = grouped(release.byDepartment.categories);
  const tellsLoad = subject.level === 'district' || subject.kind === 'department';
  return district.departments
    .filter(({ code }) => (subject.kind === 'ward' ? true : code === subject.code))
    .map(({ code, name, shortName }) => {
      const own = byCode.get(code) ?? [];
      const { received, rates } = supervised(release, own);
      const load = compared(release.byDepartment, code);
      return {
        code,
        name: shortName ?? name,
        alerts: received,
        signed: share(rates.ackOnTimeRate),
        replied: share(rates.responseRate),
        resolved: share(rates.onTimeCloseRate),
        returned: own.filter(({ returnCount }) => returnCount > 0).length,
        overdue: own
          .filter((each) => isLate(each, release.supervision.period.at))
          .map(toOverdue)
          .toSorted((a, b) => (a.dueDay + a.number < b.dueDay + b.number ? -1 : 1)),
        compared: tellsLoad ? load : null,
        topCategory: tellsLoad ? topicName(categories.get(code)?.[0]?.topic ?? '') : '',
      };
    })
    .filter((facts) => facts.alerts > 0 || (facts.compared?.now.documents ?? 0) > 0 || subject.kind === 'department');
}

function toOverdue(each: SupervisedCase): DepartmentFacts['overdue'][number] {
  return {
    number: each.number,
    title: each.sensitive ? '（不公开事项）' : each.title,
    dueDay: each.resolveDue ? dayOf(each.resolveDue) : '',
  };
}

/** Past its time, not ended, and not left out of the count by a granted 剔除. */
function isLate(each: SupervisedCase, at: string): boolean {
  const { resolveDue, resolveOutcome, alertState, state, exclusion } = each;
  const isMissed =
    resolveOutcome === 'missed' || (resolveOutcome === 'running' && resolveDue !== null && resolveDue < at);
  return isMissed && exclusion !== 'granted' && state !== 'withdrawn' && !ENDED.has(alertState);
}

const share = ({ numerator, denominator }: Rate): { met: number; of: number } => ({ met: numerator, of: denominator });

/** The alerts of the period within the subject, each once. */
export function alertFacts(release: Release, subject: Subject): Snapshot['alerts'] {
  const alerts = [...new Map(assignmentsOf(release, subject).map((row) => [row.alert_id, row])).values()];
  const { rates } = supervised(release, casesOf(release, subject));
  return {
    raised: alerts.length,
    ended: alerts.filter(({ state }) => ENDED.has(state)).length,
    supervised: alerts.filter(({ supervision }) => supervision !== '').length,
    reopened: alerts.filter(({ reopen_count }) => reopen_count > 0).length,
    satisfied: share(rates.satisfactionRate),
  };
}
