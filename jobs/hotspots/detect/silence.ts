import { dayNumber } from '../baseline.ts';

/** A source and what it brought on the days before. */
export interface SourceHistory {
  /** The last document, milliseconds since 1970. */
  lastAt: number;
  days: readonly (readonly [day: string, documents: number])[];
}

export interface SilenceInput extends SourceHistory {
  now: number;
  /** The calendar day of `now`, YYYY-MM-DD. */
  today: string;
  /** Ordinary days that have passed since the last document, by the rhythm of day and week. */
  daysSince: number;
}

/** Days that a source's usual volume is taken of. */
export const SILENCE_DAYS = 28;
/** A source that reported on fewer of these days has no usual volume: an import, or a chat that is mostly quiet. */
const MIN_ACTIVE_DAYS = 10;
/** One false silence in a hundred thousand looks; a source is looked at a few hundred times a day, mostly at the same gap. */
const UNLIKELY = 1e-5;
/** Shorter gaps are a pull that is late. */
const MIN_GAP_MS = 6 * 3_600_000;

/**
 * Whether a source has fallen silent (数据中断), so that its quiet is not taken for peace: the probability that a negative binomial
 * count with the source's own mean and dispersion is 0 over the gap. Undefined when the gap is nothing unusual.
 */
export function silenceOf(input: SilenceInput): { expected: number; dispersion: number; p: number } | undefined {
  if (input.now - input.lastAt < MIN_GAP_MS) return undefined;
  const end = dayNumber(input.today);
  const lastDay = dayNumber(new Date(input.lastAt).toISOString().slice(0, 10));
  // The days before the gap; the day of the last document is cut short and counts for nothing.
  const counts = input.days.filter(([day]) => dayNumber(day) < lastDay && end - dayNumber(day) <= SILENCE_DAYS);
  if (counts.length < MIN_ACTIVE_DAYS) return undefined;
  const first = Math.min(...counts.map(([day]) => dayNumber(day)));
  const days = lastDay - first;
  const mean = counts.reduce((sum, [, count]) => sum + count, 0) / days;
  const squares = counts.reduce((sum, [, count]) => sum + (count - mean) ** 2, (days - counts.length) * mean ** 2);
  const dispersion = Math.max(1, squares / days / mean);
  const expected = mean * input.daysSince;
  const p = dispersion > 1 + 1e-9 ? dispersion ** (-expected / (dispersion - 1)) : Math.exp(-expected);
  return p < UNLIKELY ? { expected, dispersion, p } : undefined;
}
