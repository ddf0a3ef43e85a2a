import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listCellDays } from '#warehouse/analytics/detect/list-cell-days.ts';
import { listHourCounts } from '#warehouse/analytics/detect/list-hour-counts.ts';
import { dayNumber } from '../baseline.ts';
import type { DistrictSpace } from './district-space.ts';
import type { DayCounts } from './expectations.ts';

/** Counts by day number; a day on which the district brought nothing at all is absent: data are missing, which is not quiet. */
export type History = ReadonlyMap<number, DayCounts>;

/** Reads the daily counts of the half-open window (from, to], which should begin and end at midnight. */
export async function loadHistory(
  analytics: Analytics,
  district: DistrictSpace,
  window: { from: string; to: string; timeZone: string },
): Promise<History> {
  const [cells, hours] = await Promise.all([listCellDays(analytics, window), listHourCounts(analytics, window)]);
  const days = new Map<number, { cells: Map<number, number>[]; hours: Float64Array }>();
  const dayAt = (name: string) => {
    const day = dayNumber(name);
    let counts = days.get(day);
    if (!counts) days.set(day, (counts = { cells: [new Map(), new Map(), new Map()], hours: new Float64Array(24) }));
    return counts;
  };
  for (const { ward, topic_code, days: counts } of cells) {
    const found = district.cellOf(ward, topic_code);
    if (found) for (const [day, reporters] of counts) dayAt(day).cells[found.level]!.set(found.cell, reporters);
  }
  for (const { day, hour, reports } of hours) dayAt(day).hours[hour] = reports;
  return days;
}
