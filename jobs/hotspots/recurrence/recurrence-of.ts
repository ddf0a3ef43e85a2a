import { dayNumber } from '../baseline.ts';

/** How often a matter came back. */
export interface Recurrence {
  /** Reports of the last 30, 90 and 180 days. */
  last30: number;
  last90: number;
  last180: number;
  /** Times that it came up anew within 180 days: reports a week or more after the ones before. */
  occasions: number;
  /** Whether it is a 反复问题. */
  isRecurring: boolean;
}

/** Quieter than this in between, a matter has come back; the SQL of the list counts by the same gap. */
export const QUIET_DAYS = 7;
/** Three times within half a year: twice may be the same visit that took long. */
export const RECURRING_OCCASIONS = 3;

/** Judges the days of one matter, as seen on the day `today`; days without reports need not be given. */
export function recurrenceOf(days: readonly { day: string; reports: number }[], today: string): Recurrence {
  const end = dayNumber(today);
  const recent = days
    .map(({ day, reports }) => ({ ago: end - dayNumber(day), reports }))
    .filter(({ ago, reports }) => ago >= 0 && ago < 180 && reports > 0)
    .sort((a, b) => b.ago - a.ago);
  const within = (limit: number): number =>
    recent.reduce((total, { ago, reports }) => total + (ago < limit ? reports : 0), 0);
  const occasions = recent.filter(({ ago }, i) => i === 0 || recent[i - 1]!.ago - ago >= QUIET_DAYS).length;
  return {
    last30: within(30),
    last90: within(90),
    last180: within(180),
    occasions,
    isRecurring: occasions >= RECURRING_OCCASIONS,
  };
}
