import { upperTail } from '../negative-binomial.ts';

/** What a day brings with less than this probability is a burst of the past, not its baseline (Farrington 1996 weighs such days down). */
const EXTRAORDINARY = 1e-3;
/** Counts up to this are never extraordinary; it saves the sum. */
const ALWAYS_ORDINARY = 2;

/** The largest part of a count that is no rarer than one day in a thousand. */
export function ordinaryPart(count: number, mean: number, dispersion: number): number {
  let kept = count;
  while (kept > ALWAYS_ORDINARY && upperTail(kept, mean, dispersion) < EXTRAORDINARY) kept -= 1;
  return kept;
}
