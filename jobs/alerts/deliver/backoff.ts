// 2 s, 6 s, 18 s … at most 2 h: quick for a hiccup, patient for a receiver that is down for half a day.
const firstMs = 2000;
const factor = 3;
const longestMs = 2 * 3_600_000;
/** With full jitter the mean total is about half a day; then a person has to look. */
export const maxAttempts = 20;

/** Full jitter: anywhere up to the exponential step, so that what failed together does not come back together. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(longestMs, firstMs * factor ** (attempt - 1)));
}
