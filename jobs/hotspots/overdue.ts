import { dueAfterWorkingDays } from '../alerts/calendar/deadlines.ts';
import { dayKind, dayOf, shiftDay, type WorkingCalendar } from '../alerts/calendar/working-calendar.ts';

/** More days make no more points. */
const MAX_DAYS = 10;

/**
 * Counts the working days by which something opened at an instant is past its duty at `at`; 0 when within, at most 10.
 * Where the calendar is not published no day is counted: an unknown duty is not called missed.
 */
export function overdueCounter(
  calendar: WorkingCalendar,
  { at, dutyDays }: { at: string; dutyDays: number },
): (openedAt: string) => number {
  const byDay = new Map<string, number>();
  return (openedAt) => {
    const day = dayOf(openedAt);
    const known = byDay.get(day);
    if (known !== undefined) return known;
    const days = countOverdue(calendar, { openedAt, at, dutyDays });
    byDay.set(day, days);
    return days;
  };
}

function countOverdue(
  calendar: WorkingCalendar,
  { openedAt, at, dutyDays }: { openedAt: string; at: string; dutyDays: number },
): number {
  const due = dueAfterWorkingDays(calendar, openedAt, dutyDays);
  if (due.kind === 'uncovered' || due.at >= at) return 0;
  const today = dayOf(at);
  let days = 0;
  for (let day = shiftDay(dayOf(due.at), 1); day <= today && days < MAX_DAYS; day = shiftDay(day, 1))
    if (dayKind(calendar, day) === 'working') days += 1;
  return days;
}
