/** The three methods of the Early Aberration Reporting System (Hutwagner et al. 2003), kept for comparison. */
export const earsMethods = ['C1', 'C2', 'C3'] as const;
export type EarsMethod = (typeof earsMethods)[number];

/** Days that the mean is taken of, and days left out before today by C2 and C3. */
const BASELINE_DAYS = 7;
const GUARD_DAYS = 2;
/** Seven equal days have no deviation; a floor keeps a first report from being infinitely strange (ESSENCE uses the same). */
const MIN_DEVIATION = 0.5;

/**
 * How many standard deviations the last of `counts` (one per day, oldest first, ten at least) lies above the seven days
 * before it: C1 without a gap, C2 with two days between, C3 the sum of what the last three C2 exceed 1 by (Hutwagner et al.
 * 2003; R's surveillance 1.20.3 bounds C3 by today's own count, against its manual: see verification.test.ts).
 */
export function earsStatistic(counts: readonly number[], method: EarsMethod): number {
  const last = counts.length - 1;
  if (method === 'C1') return deviation(counts, last, 0);
  if (method === 'C2') return deviation(counts, last, GUARD_DAYS);
  return [0, 1, 2].reduce((sum, back) => sum + Math.max(0, deviation(counts, last - back, GUARD_DAYS) - 1), 0);
}

function deviation(counts: readonly number[], day: number, guard: number): number {
  const end = day - guard;
  let mean = 0;
  for (let i = end - BASELINE_DAYS; i < end; i++) mean += (counts[i] ?? 0) / BASELINE_DAYS;
  let squares = 0;
  for (let i = end - BASELINE_DAYS; i < end; i++) squares += ((counts[i] ?? 0) - mean) ** 2;
  const sd = Math.max(MIN_DEVIATION, Math.sqrt(squares / (BASELINE_DAYS - 1)));
  return ((counts[day] ?? 0) - mean) / sd;
}
