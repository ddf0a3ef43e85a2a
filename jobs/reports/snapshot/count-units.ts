import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listUnitDays } from '#warehouse/analytics/reports/list-unit-days.ts';
import { listUnitSources } from '#warehouse/analytics/reports/list-unit-sources.ts';
import { listUnitTopics } from '#warehouse/analytics/reports/list-unit-topics.ts';
import { listUnitTotals } from '#warehouse/analytics/reports/list-unit-totals.ts';
import type { UnitAxis } from '#warehouse/analytics/reports/units.ts';
import type { District } from '#warehouse/model/district.ts';
import { openedToBeDueBy } from '../../alerts/calendar/deadlines.ts';
import type { WorkingCalendar } from '../../alerts/calendar/working-calendar.ts';
import type { Period } from '../period.ts';

interface CountDeps {
  analytics: Analytics;
  district: District;
  calendar: WorkingCalendar;
}

/** The period, what it is compared with, and when it is counted. */
interface Windows {
  period: Period;
  previous: Period;
  yearPeriod: Period | null;
  isPreviousCovered: boolean;
  takenAt: string;
}

export type UnitFacts = Awaited<ReturnType<typeof countUnits>>;

/** The counts of all wards, or of all departments, in a period and in those that it is compared with. */
export async function countUnits(deps: CountDeps, units: UnitAxis, windows: Windows) {
  const { analytics, district } = deps;
  const { period, previous, yearPeriod, isPreviousCovered, takenAt } = windows;
  const [due, dueBefore] = [dueWindow(deps, period), isPreviousCovered ? dueWindow(deps, previous) : null];
  // A week or day before had longer to be answered: only what was as soon is compared. After a month the rest is little.
  const since = Date.parse(period.from) - Date.parse(previous.from);
  const by = { repliedBy: new Date(Date.parse(takenAt) - since).toISOString() };
  const compared = period.kind === 'month' ? previous : { ...previous, ...by };
  const topicsBefore = (length: 2 | 4) =>
    isPreviousCovered ? listUnitTopics(analytics, units, { ...previous, length }) : null;
  return {
    totals: byUnit(await listUnitTotals(analytics, units, period)),
    before: isPreviousCovered ? byUnit(await listUnitTotals(analytics, units, compared)) : null,
    yearBefore: yearPeriod && byUnit(await listUnitTotals(analytics, units, yearPeriod)),
    due: due && byUnit(await listUnitTotals(analytics, units, due)),
    dueBefore: dueBefore && byUnit(await listUnitTotals(analytics, units, dueBefore)),
    days: byUnit(await listUnitDays(analytics, units, { ...period, timeZone: district.timeZone })),
    categories: await listUnitTopics(analytics, units, { ...period, length: 2 }),
    categoriesBefore: await topicsBefore(2),
    topics: (await listUnitTopics(analytics, units, { ...period, length: 4 })).filter(({ unit }) => unit === ''),
    topicsBefore: (await topicsBefore(4))?.filter(({ unit }) => unit === '') ?? null,
    sources: grouped(await listUnitSources(analytics, units, period)),
    sourcesBefore: isPreviousCovered ? grouped(await listUnitSources(analytics, units, previous)) : null,
  };
}

/** What had to be closed within the window, see the overview's 办结率: opened the duty's working days earlier. */
function dueWindow({ calendar, district }: CountDeps, window: Period): { from: string; to: string } | null {
  const [from, to] = [window.from, window.to].map((at) =>
    openedToBeDueBy(calendar, at, district.clocks.resolveWorkingDays),
  );
  return from && to ? { from, to } : null;
}

function byUnit<Row extends { unit: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.unit, row]));
}

/** Rows by their unit. */
export function grouped<Row extends { unit: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.unit);
    if (group) group.push(row);
    else groups.set(row.unit, [row]);
  }
  return groups;
}
