import type { Trend } from '#warehouse/model/hotspot.ts';

/** Weeks that a trend looks back, the running one included. */
export const TREND_WEEKS = 5;
/** A week brings half as much again as the one before: beyond the noise of counts around ten. */
const INTENSIFYING_RATIO = 1.5;
/** Four weeks with reports out of the last five call a matter persistent. */
const PERSISTENT_WEEKS = 4;

/**
 * The trend word of an event from its reporters in each of the last five weeks, the running one first, and
 * its age in days (after emerging-hot-spot analysis): new 新增 first heard of within the last week · intensifying 加剧 this week ≥ 1.5 × last
 * week, and more by two at least · persistent 持续 in at least four of the five weeks · continuing 连续 this week and
 * last · sporadic 零星 otherwise.
 */
export function trendOf(weeks: readonly number[], age: number): Trend {
  if (age < 7) return 'new';
  const [current = 0, previous = 0] = weeks;
  if (previous > 0 && current >= previous * INTENSIFYING_RATIO && current >= previous + 2) return 'intensifying';
  if (weeks.filter((count) => count > 0).length >= PERSISTENT_WEEKS) return 'persistent';
  return current > 0 && previous > 0 ? 'continuing' : 'sporadic';
}
