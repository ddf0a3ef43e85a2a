/** China keeps one time zone without summer time, so a fixed offset is exact. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

/** The 90 days of the demo, in Asia/Shanghai: they end on the Sunday after the Saturday of story B1. */
export const FIRST_DAY = '2020-09-15';
export const LAST_DAY = '2020-12-13';

/** The instant, in ms, of a Shanghai wall-clock time such as '2020-12-12 08:05' or '2020-12-12 08:05:30'. */
export function shanghai(local: string): number {
  const ms = Date.parse(`${local.replace(' ', 'T')}${local.length === 10 ? 'T00:00' : ''}Z`);
  if (Number.isNaN(ms)) throw new Error(`Not a date and time: ${local}`);
  return ms - SHANGHAI_OFFSET_MS;
}

/** A UTC instant as the product writes it, with milliseconds. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** The Shanghai day of an instant, e.g. '2020-12-12'. */
export function dayOf(ms: number): string {
  return iso(ms + SHANGHAI_OFFSET_MS).slice(0, 10);
}

/** Hour of the day in Shanghai, 0–23. */
export function hourOf(ms: number): number {
  return new Date(ms + SHANGHAI_OFFSET_MS).getUTCHours();
}

/** Sunday 0 … Saturday 6, in Shanghai. */
export function weekdayOf(ms: number): number {
  return new Date(ms + SHANGHAI_OFFSET_MS).getUTCDay();
}

/** Midnight (Shanghai) of every day from `first` to `last`, both included. */
export function midnights(first: string, last: string): number[] {
  const from = shanghai(first);
  const count = Math.round((shanghai(last) - from) / DAY_MS) + 1;
  return Array.from({ length: count }, (_, i) => from + i * DAY_MS);
}
