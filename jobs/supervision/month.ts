import { dayOf, instantOn } from '../alerts/calendar/working-calendar.ts';

/** A calendar month of Asia/Shanghai as instants, [from, to). `month` is YYYY-MM. */
export function monthBounds(month: string): { from: string; to: string } {
  return { from: instantOn(`${month}-01`, 0), to: instantOn(`${shiftMonth(month, 1)}-01`, 0) };
}

/** The month that an instant falls into. */
export function monthOf(instant: string): string {
  return dayOf(instant).slice(0, 7);
}

/** The month `count` months after `month`. */
export function shiftMonth(month: string, count: number): string {
  const [year, index] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, index - 1 + count, 1)).toISOString().slice(0, 7);
}
