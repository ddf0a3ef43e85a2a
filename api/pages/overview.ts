import { getTotals, type Totals } from '#warehouse/analytics/pages/get-totals.ts';
import { listCategoryCounts } from '#warehouse/analytics/pages/list-category-counts.ts';
import { openedToBeDueBy } from '#jobs/alerts/calendar/deadlines.ts';
import { topicName } from '#jobs/topics/taxonomy.ts';
import type { PageFilter } from '#warehouse/analytics/pages/page-filter.ts';
import type { ApiContext } from '../context.ts';
import type { Overview, Tile } from '../contract/hotspots.ts';
import { alertFilterOf } from './alert-list-query.ts';
import { alertList, type Asker } from './alert-views.ts';
import { hotspotRows } from './hotspot-rows.ts';
import { snapshotOf } from './snapshot.ts';
import { trend } from './trend.ts';
import type { Viewpoint } from './viewpoint.ts';
import { wardRanking } from './ward-ranking.ts';

const HOTSPOTS = 10;
const ALERTS = 8;

/** GET /api/overview: everything that the first page shows, for one instant and one scope. */
export async function overview(context: ApiContext, asker: Asker, view: Viewpoint): Promise<Overview> {
  const snapshot = await snapshotOf(context, view.scope);
  const alertFilter = alertFilterOf({ ...view.asked, ward: view.wardCode, state: 'open' }, view.filter.changes ?? []);
  const dues = [dueWindow(context, view.filter), dueWindow(context, view.previous)] as const;
  const [totals, previous, lastYear, due, dueBefore, hotspots, points, categories, wards, alerts] = await Promise.all([
    getTotals(context.reader, view.filter),
    getTotals(context.reader, view.previous),
    getTotals(context.reader, view.lastYear),
    dues[0] && getTotals(context.reader, dues[0]),
    dues[1] && getTotals(context.reader, dues[1]),
    hotspotRows(context, view, { runId: snapshot.runId, limit: HOTSPOTS }),
    trend(context, view),
    listCategoryCounts(context.reader, view.filter),
    wardRanking(context, view, snapshot.runId),
    alertList(context, asker, alertFilter, { limit: ALERTS }),
  ]);
  const hot = hotspots.filter((row) => row.heat >= context.policy.enterHeat).length;
  return {
    snapshot,
    tiles: tilesOf({ ...totals, due }, { ...previous, due: dueBefore }, { hot, openAlerts: alerts.total, lastYear }),
    hotspots,
    trend: points,
    wards,
    categories: categories.map(({ category, ...counts }) => ({
      code: category,
      name: topicName(category) || category,
      ...counts,
    })),
    alerts: alerts.rows,
  };
}

/**
 * What had to be closed within the window (应结案): opened in a window that lies the duty's working days earlier.
 * Undefined where the calendar of that year is not published.
 */
function dueWindow({ policy }: ApiContext, filter: PageFilter): PageFilter | undefined {
  const [from, to] = [filter.from, filter.to].map((at) => openedToBeDueBy(policy.calendar, at, policy.dutyDays));
  return from && to ? { ...filter, from, to } : undefined;
}

type WithDue = Totals & { due: Totals | undefined };

function tilesOf(now: WithDue, before: WithDue, counts: { hot: number; openAlerts: number; lastYear: Totals }): Tile[] {
  // Nothing taken in then is no year to compare with, and no fall to nothing either.
  const year = counts.lastYear.documents > 0 ? counts.lastYear : undefined;
  return [
    {
      metric: 'documents',
      value: now.documents,
      previous: before.documents,
      ...(year && { lastYear: year.documents }),
      unit: 'items',
    },
    {
      metric: 'reporters',
      value: now.reporters,
      previous: before.reporters,
      ...(year && { lastYear: year.reporters }),
      unit: 'persons',
    },
    { metric: 'hotspots', value: counts.hot, previous: null, unit: 'items' },
    { metric: 'openAlerts', value: counts.openAlerts, previous: null, unit: 'items' },
    {
      metric: 'feedbackRate',
      value: rate(now.replied, now.valid),
      previous: rate(before.replied, before.valid),
      ...(year && { lastYear: rate(year.replied, year.valid) }),
      numerator: now.replied,
      denominator: now.valid,
      unit: 'ratio',
    },
    {
      metric: 'closeRate',
      value: now.due ? rate(now.due.resolved, now.due.valid) : null,
      previous: before.due ? rate(before.due.resolved, before.due.valid) : null,
      numerator: now.due?.resolved ?? 0,
      denominator: now.due?.valid ?? 0,
      unit: 'ratio',
    },
  ];
}

/** Without anything to count there is no rate; pages show "—". */
function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
