import { dayIn, dayName, dayNumber } from '#jobs/hotspots/baseline.ts';
import { listDayCounts } from '#warehouse/analytics/pages/list-day-counts.ts';
import type { ApiContext } from '../context.ts';
import type { TrendPoint } from '../contract/hotspots.ts';
import type { Viewpoint } from './viewpoint.ts';

/** GET /api/trend: one point per calendar day of the window, zeros included, oldest first; a day is shown in at least 14. */
export async function trend(context: ApiContext, view: Viewpoint): Promise<TrendPoint[]> {
  const { timeZone } = context.district;
  const days = Math.max(view.days, SHORTEST);
  const from = new Date(Date.parse(view.at) - days * 86_400_000).toISOString();
  const counts = await listDayCounts(context.reader, { ...view.filter, from, timeZone });
  // The day that the window begins in is only partly counted, and would look like a drop.
  const first = dayNumber(dayIn(timeZone, from)) + 1;
  const last = dayNumber(dayIn(timeZone, view.at));
  const points = new Map<string, TrendPoint>();
  for (let day = first; day <= last; day++) points.set(dayName(day), { day: dayName(day), total: 0, byCategory: {} });
  for (const row of counts) {
    const point = points.get(row.day);
    if (!point) continue;
    point.total += row.documents;
    point.byCategory[row.category] = row.documents;
  }
  return [...points.values()];
}

/** A curve of fewer days tells nothing. */
const SHORTEST = 14;
