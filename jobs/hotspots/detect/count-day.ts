import type { DayCounts } from './expectations.ts';
import { cellOf, LEVELS, type Report } from './space.ts';
import { Voices } from './voices.ts';

const HOUR_MS = 3_600_000;

/** Counts a day's reports: distinct voices by cell and level, reports by hour. */
export function countDay(reports: readonly Report[], topics: number, zoneOffsetMs: number): DayCounts {
  const hours = new Float64Array(24);
  for (const { at } of reports) hours[Math.floor((at + zoneOffsetMs) / HOUR_MS) % 24]! += 1;
  return { cells: LEVELS.map((level) => countLevel(reports, level, topics)), hours };
}

function countLevel(reports: readonly Report[], level: (typeof LEVELS)[number], topics: number): Map<number, number> {
  const byCell = new Map<number, Report[]>();
  for (const report of reports) {
    const cell = cellOf(report, level, topics);
    if (cell < 0) continue;
    const known = byCell.get(cell);
    if (known) known.push(report);
    else byCell.set(cell, [report]);
  }
  const counts = new Map<number, number>();
  for (const [cell, all] of byCell) counts.set(cell, all.length === 1 ? 1 : distinct(all));
  return counts;
}

function distinct(reports: readonly Report[]): number {
  const voices = new Voices();
  for (const report of reports) voices.add(report);
  return voices.size;
}
