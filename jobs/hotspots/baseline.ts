/** What a place and topic usually bring, from the days before. */
export interface Baseline {
  /** Reporters expected on a day of this weekday. */
  perDay: number;
  /** Variance/mean of the daily counts, at least 1. */
  dispersion: number;
  /** Days of history that this rests on. */
  days: number;
}

/** Daily counts, at equal places: numbers of days, each at most once, and what was counted on them. */
export interface DayCounts {
  days: readonly number[];
  counts: readonly number[];
}

/** Eight weeks: long enough for eight equal weekdays, short enough to follow a season (epitweetr uses 7–8). */
export const BASELINE_DAYS = 56;
/** With less than a week of history there is no baseline: nothing is called a burst then. */
export const MIN_HISTORY_DAYS = 7;
/** An overdispersion read off few days is unsure; beyond this a single clump would blind the detector. */
const MAX_DISPERSION = 5;

/**
 * The baseline for day number `end` from daily counts before it, by day number. Days that are not told count 0;
 * nothing before `firstDay`, the first day with any data at all, is taken for a quiet day.
 * The mean is that of the same weekday, drawn toward the mean of all days by one day's weight.
 */
export function baselineFor(told: DayCounts, end: number, firstDay: number): Baseline {
  const start = Math.max(end - BASELINE_DAYS, firstDay);
  const days = Math.max(0, end - start);
  if (days === 0) return { perDay: 0, dispersion: 1, days: 0 };
  let [total, squares, onWeekday] = [0, 0, 0];
  for (let i = 0; i < told.days.length; i++) {
    const day = told.days[i]!;
    if (day < start || day >= end) continue;
    const count = told.counts[i]!;
    total += count;
    squares += count * count;
    if ((end - day) % 7 === 0) onWeekday += count;
  }
  const mean = total / days;
  const perDay = (onWeekday + mean) / (Math.floor(days / 7) + 1);
  // Of whole numbers, so that their order does not tell in the last digits.
  const variance = (squares - total * mean) / days;
  const dispersion = mean > 0 ? Math.min(MAX_DISPERSION, Math.max(1, variance / mean)) : 1;
  return { perDay, dispersion, days };
}

/** Days since 1970-01-01 of a calendar day; the calendar day's own zone is the caller's affair. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
}

/** The calendar day with that number, YYYY-MM-DD. */
export function dayName(number: number): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}

/** The calendar day of an instant in a time zone, YYYY-MM-DD. */
export function dayIn(timeZone: string, instant: string | number | Date): string {
  let format = formats.get(timeZone);
  if (!format) formats.set(timeZone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })));
  return format.format(new Date(instant));
}

/** Building a format costs a hundred times what using it does. */
const formats = new Map<string, Intl.DateTimeFormat>();
