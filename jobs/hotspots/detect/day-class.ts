import { dayKind, type WorkingCalendar } from '../../alerts/calendar/working-calendar.ts';
import { dayName } from '../baseline.ts';

const SUNDAY = 6;
const WEDNESDAY = 2;

/**
 * The class that a calendar day is compared within: its weekday, Monday 0 … Sunday 6; a public holiday on a weekday counts as
 * a Sunday and a make-up working day at the weekend as a Wednesday, the middle of an ordinary week.
 */
export function dayClassOf(calendar: WorkingCalendar, day: number): number {
  // 1970-01-01 was a Thursday.
  const weekday = (day + 3) % 7;
  const kind = dayKind(calendar, dayName(day));
  if (kind === 'off' && weekday < 5) return SUNDAY;
  if (kind === 'working' && weekday >= 5) return WEDNESDAY;
  return weekday;
}
