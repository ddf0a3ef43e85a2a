import type { Trend } from '#warehouse/model/hotspot.ts';
import { dayNumber } from './baseline.ts';

/** Days that a trend looks back: today's week and four before it. */
export const TREND_DAYS = 35;
/** A week brings half as much again as the one before: beyond the noise of counts around ten. */
const INTENSIFYING_RATIO = 1.5;
/** Four weeks with reports out of the last five call a matter persistent. */
const PERSISTENT_WEEKS = 4;

/**
 * The trend word of an event from its reporters per day (after emerging-hot-spot analysis):
 * new 新增 first heard of within the last week · intensifying 加剧 this week ≥ 1.5 × last week, and more by two at least ·
 * persistent 持续 in at least four of the last five weeks · continuing 连续 this week and last · sporadic 零星 otherwise.
 */
export function trendOf(days: readonly (readonly [string, number])[], today: string, firstDay: string): Trend {
  const end = dayNumber(today);
  if (end - dayNumber(firstDay) < 7) return 'new';
  const weeks = [0, 0, 0, 0, 0];
  for (const [day, reporters] of days) {
    const week = Math.floor((end - dayNumber(day)) / 7);
    if (week >= 0 && week < weeks.length) weeks[week]! += reporters;
  }
  const [current, previous] = weeks as [number, number];
  if (previous > 0 && current >= previous * INTENSIFYING_RATIO && current >= previous + 2) return 'intensifying';
  if (weeks.filter((count) => count > 0).length >= PERSISTENT_WEEKS) return 'persistent';
  return current > 0 && previous > 0 ? 'continuing' : 'sporadic';
}
