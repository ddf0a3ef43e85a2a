import { dayNumber } from '../baseline.ts';
import { type Effect, effectOf } from './effect-of.ts';

/** Reports of one day: about the matter, and about the same topic elsewhere. */
export interface MatterDay {
  day: string;
  matter: number;
  elsewhere: number;
}

/** Longer windows would compare seasons. */
const MAX_DAYS = 90;

/**
 * The effect of what was done on the day `doneOn`, seen from the day `today`: as many days after it as have passed, at most
 * 90, against as many before it. The day itself belongs to neither.
 */
export function effectOfDays(days: readonly MatterDay[], doneOn: string, today: string): Effect {
  const done = dayNumber(doneOn);
  const length = Math.max(0, Math.min(MAX_DAYS, dayNumber(today) - done));
  const at = new Map(days.map((row) => [dayNumber(row.day), row]));
  const window = (from: number): MatterDay[] =>
    Array.from({ length }, (_, i) => at.get(from + i) ?? { day: '', matter: 0, elsewhere: 0 });
  const [before, after] = [window(done - length), window(done + 1)];
  return effectOf({
    before: sum(before, 'matter'),
    after: sum(after, 'matter'),
    elsewhereBefore: sum(before, 'elsewhere'),
    elsewhereAfter: sum(after, 'elsewhere'),
    days: length,
    dispersion: dispersionOf([before, after].map((rows) => rows.map(({ matter }) => matter))),
  });
}

const sum = (rows: readonly MatterDay[], field: 'matter' | 'elsewhere'): number =>
  rows.reduce((total, row) => total + row[field], 0);

/** Variance/mean of daily counts around their own window's mean, at least 1. */
function dispersionOf(windows: readonly number[][]): number {
  let squares = 0;
  let total = 0;
  let days = 0;
  for (const counts of windows) {
    const mean = counts.reduce((all, count) => all + count, 0) / Math.max(1, counts.length);
    for (const count of counts) squares += (count - mean) ** 2;
    total += mean * counts.length;
    days += Math.max(0, counts.length - 1);
  }
  const mean = total / Math.max(1, days + windows.length);
  return mean > 0 && days > 0 ? Math.max(1, squares / days / mean) : 1;
}
