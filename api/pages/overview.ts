import { getTotals, type Totals } from '#warehouse/analytics/pages/get-totals.ts';
import { countAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { topicName } from '#jobs/topics/taxonomy.ts';
import type { ApiContext } from '../context.ts';
import type { Overview, Tile, TrendPoint } from '../contract.ts';
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
  const snapshot = await snapshotOf(context);
  const alertFilter = { state: 'open', ward: wardFilter(view) } as const;
  const [totals, previous, hotspots, points, wards, alerts, openAlerts] = await Promise.all([
    getTotals(context.reader, view.filter),
    getTotals(context.reader, view.previous),
    hotspotRows(context, view, { runId: snapshot.runId, limit: HOTSPOTS }),
    trend(context, view),
    wardRanking(context, view, snapshot.runId),
    alertList(context, asker, alertFilter, { limit: ALERTS }),
    countAlerts(context.ledger, asker.scope, alertFilter),
  ]);
  const hot = hotspots.filter((row) => row.heat >= context.district.alerting.enterHeat).length;
  return {
    snapshot,
    tiles: tilesOf(totals, previous, { hot, openAlerts }),
    hotspots,
    trend: points,
    wards,
    categories: categoriesOf(points.slice(-view.days)),
    alerts: alerts.rows,
  };
}

/** Alerts of the whole district carry shallower codes too, so the district is no filter. */
function wardFilter(view: Viewpoint): string {
  return view.wardCode.length > 6 ? view.wardCode : '';
}

function tilesOf(now: Totals, before: Totals, counts: { hot: number; openAlerts: number }): Tile[] {
  return [
    { metric: 'documents', value: now.documents, previous: before.documents, unit: 'items' },
    { metric: 'reporters', value: now.reporters, previous: before.reporters, unit: 'persons' },
    { metric: 'hotspots', value: counts.hot, previous: null, unit: 'items' },
    { metric: 'openAlerts', value: counts.openAlerts, previous: null, unit: 'items' },
    {
      metric: 'feedbackRate',
      value: rate(now.replied, now.valid),
      previous: rate(before.replied, before.valid),
      numerator: now.replied,
      denominator: now.valid,
      unit: 'ratio',
    },
    {
      metric: 'closeRate',
      value: rate(now.resolved, now.valid),
      previous: rate(before.resolved, before.valid),
      numerator: now.resolved,
      denominator: now.valid,
      unit: 'ratio',
    },
  ];
}

/** Without anything to count there is no rate; pages show "—". */
function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function categoriesOf(points: TrendPoint[]): Overview['categories'] {
  const totals = new Map<string, number>();
  for (const { byCategory } of points)
    for (const [code, documents] of Object.entries(byCategory)) totals.set(code, (totals.get(code) ?? 0) + documents);
  return [...totals]
    .map(([code, documents]) => ({ code, name: topicName(code) || code, documents }))
    .sort((a, b) => b.documents - a.documents || (a.code < b.code ? -1 : 1));
}
