/** Stands for a number that does not exist (denominator 0, not counted yet); never 0. */
export const noValue = '—';

/**
 * Halves go up, as people reckon: 4.05 is 4.1, though no binary number is 4.05. Thousands are set off by commas in
 * both languages. By hand, because the first Intl formatter of a page costs a phone 60 ms (tested against Intl).
 */
function plainNumber(value: number, digits: number): string {
  const size = Math.abs(value);
  // Beyond that a number is written with an exponent; the pages count nothing so large or small.
  const exact = size >= 1e-6 && size < 1e15 ? Math.round(Number(`${size}e${digits}`)) / 10 ** digits : Math.round(size);
  const [whole = '', rest] = exact.toFixed(digits).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 && exact > 0 ? '-' : ''}${grouped}${rest ? `.${rest}` : ''}`;
}

/** A number with grouped thousands and exactly `digits` decimals; `—` for null. */
export function formatNumber(value: number | null, digits = 0): string {
  return value === null ? noValue : plainNumber(value, digits);
}

/** A ratio 0–1 as a percentage with one decimal; `—` for null. */
export function formatRatio(value: number | null): string {
  return value === null ? noValue : `${plainNumber(value * 100, 1)}%`;
}

/** Hours ahead of UTC where the clock is never changed. Beijing time is every district's; Intl costs a phone 60 ms. */
const steadyHours: Record<string, number> = { 'Asia/Shanghai': 8, UTC: 0 };
type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute', string>;

const dateFormats = new Map<string, Intl.DateTimeFormat>();
function dateParts(ms: number, timeZone: string): Parts {
  const hours = steadyHours[timeZone];
  if (hours !== undefined) {
    const [, year = '', month = '', day = '', hour = '', minute = ''] =
      /^(.+)-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(new Date(ms + hours * 3_600_000).toISOString()) ?? [];
    return { year, month, day, hour, minute };
  }
  let format = dateFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    dateFormats.set(timeZone, format);
  }
  return Object.fromEntries(format.formatToParts(ms).map((part) => [part.type, part.value])) as Parts;
}

/** `12-12 09:30` on the wall clock of `timeZone`; with `now`, the year is put first when it is another year. */
export function formatTime(instant: string | number, timeZone: string, now?: number): string {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant);
  if (Number.isNaN(ms)) return noValue;
  const part = dateParts(ms, timeZone);
  const short = `${part.month}-${part.day} ${part.hour}:${part.minute}`;
  const sameYear = now === undefined || dateParts(now, timeZone).year === part.year;
  return sameYear ? short : `${part.year}-${short}`;
}

/** The calendar day of an instant in `timeZone`, as YYYY-MM-DD. */
export function formatDay(instant: string | number, timeZone: string): string {
  const part = dateParts(typeof instant === 'number' ? instant : Date.parse(instant), timeZone);
  return `${part.year}-${part.month}-${part.day}`;
}

/** A span in the two coarsest units that say something; `sign` tells past from future. */
export interface Span {
  sign: 1 | -1;
  unit: 'day' | 'hour' | 'minute' | 'second';
  count: number;
  rest: number;
}

const units = [
  { unit: 'day', ms: 86_400_000, restMs: 3_600_000 },
  { unit: 'hour', ms: 3_600_000, restMs: 60_000 },
  { unit: 'minute', ms: 60_000, restMs: 1_000 },
  { unit: 'second', ms: 1_000, restMs: 1_000 },
] as const;

/** `ms` in its coarsest unit, with what remains in the next finer one. */
export function spanOf(ms: number): Span {
  const size = Math.abs(ms);
  const unit = units.find((candidate) => size >= candidate.ms) ?? units[3];
  const count = Math.floor(size / unit.ms);
  const rest = unit.unit === 'second' ? 0 : Math.floor((size - count * unit.ms) / unit.restMs);
  return { sign: ms < 0 ? -1 : 1, unit: unit.unit, count, rest };
}

/** 环比: how a value stands to that of the window before. */
export interface Change {
  direction: 'up' | 'down' | 'same';
  difference: number;
  /** Relative change; null when the earlier value is 0 and no percentage exists. */
  relative: number | null;
}

/** The change from `previous` to `value`; null when either is missing. */
export function changeOf(value: number | null, previous: number | null): Change | null {
  if (value === null || previous === null) return null;
  const difference = value - previous;
  const direction = difference > 0 ? 'up' : difference < 0 ? 'down' : 'same';
  return { direction, difference, relative: previous === 0 ? null : difference / previous };
}
