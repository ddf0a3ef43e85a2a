import { HOUR_MS, WEEKS_PER_YEAR } from './context.ts';
import type { Injection } from './injections.ts';
import { type Alarm, scoreAlarms } from './score-alarms.ts';
import type { SimulatedYear } from './simulate-year.ts';

/** What one detector did over some years. */
export interface Tally {
  delays: Map<Injection, number>;
  falseAlarms: number;
  injected: Injection[];
  years: number;
}

/** Nothing counted yet. */
export function emptyTally(): Tally {
  return { delays: new Map(), falseAlarms: 0, injected: [], years: 0 };
}

/** Adds what alarms of one year found of some kinds. */
export function addYear(
  tally: Tally,
  year: SimulatedYear,
  alarms: readonly Alarm[],
  kinds: readonly Injection['kind'][],
): void {
  const { found, falseAlarms } = scoreAlarms(year, alarms, kinds);
  for (const [injection, { at }] of found) tally.delays.set(injection, (at - injection.from) / HOUR_MS);
  tally.falseAlarms += falseAlarms.length;
  tally.injected.push(...year.injections.filter(({ kind }) => kinds.includes(kind)));
  tally.years += 1;
}

/** Share of the injections asked for that were found. */
export function share(tally: Tally, of: (injection: Injection) => boolean): number {
  const asked = tally.injected.filter(of);
  return asked.filter((injection) => tally.delays.has(injection)).length / asked.length;
}

/** Median delay in hours; what was never found counts as infinite. */
export function median(tally: Tally, of: (injection: Injection) => boolean): number {
  const delays = tally.injected
    .filter(of)
    .map((injection) => tally.delays.get(injection) ?? Infinity)
    .sort((a, b) => a - b);
  return delays[Math.floor((delays.length - 1) / 2)]!;
}

/** False alarms a week for the whole district. */
export const perWeek = (tally: Tally): number => tally.falseAlarms / (tally.years * WEEKS_PER_YEAR);
