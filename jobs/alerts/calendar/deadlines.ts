import {
  closeOf,
  dayKind,
  dayOf,
  instantOn,
  shiftDay,
  type Uncovered,
  type WorkingCalendar,
} from './working-calendar.ts';

/** An instant to be met, or the year whose calendar is not published yet (日历未发布). */
export type Deadline = { kind: 'at'; at: string } | Uncovered;

const uncovered = (day: string): Uncovered => ({ kind: 'uncovered', year: Number(day.slice(0, 4)) });

/**
 * The `count`-th working day after `day` (YYYY-MM-DD). The day itself never counts (民法典 §201); count 0 gives it back.
 */
export function addWorkingDays(
  calendar: WorkingCalendar,
  day: string,
  count: number,
): { kind: 'day'; day: string } | Uncovered {
  if (!Number.isInteger(count) || count < 0) throw new RangeError('working days are counted in whole numbers from 0');
  let current = day;
  for (let left = count; left > 0;) {
    current = shiftDay(current, 1);
    const kind = dayKind(calendar, current);
    if (kind === 'uncovered') return uncovered(current);
    if (kind === 'working') left -= 1;
  }
  return { kind: 'day', day: current };
}

/** When a period of `count` working days that starts at `from` ends: at the close of business of its last day (民法典 §203). */
export function dueAfterWorkingDays(calendar: WorkingCalendar, from: string, count: number): Deadline {
  const last = addWorkingDays(calendar, dayOf(from), count);
  return last.kind === 'day' ? { kind: 'at', at: instantOn(last.day, closeOf(calendar, last.day)) } : last;
}

/** The instant at which `hours` of working time have passed since `from`; time outside working hours stands still. */
export function addWorkingHours(calendar: WorkingCalendar, from: string, hours: number): Deadline {
  if (!(hours >= 0)) throw new RangeError('working hours are not negative');
  let left = hours * 3_600_000;
  for (let day = dayOf(from); ; day = shiftDay(day, 1)) {
    const kind = dayKind(calendar, day);
    if (kind === 'uncovered') return uncovered(day);
    if (kind === 'off') continue;
    const start = Math.max(Date.parse(from), Date.parse(instantOn(day, calendar.opensAt)));
    const available = Date.parse(instantOn(day, closeOf(calendar, day))) - start;
    if (available < 0 || left > available) {
      left -= Math.max(0, available);
      continue;
    }
    return { kind: 'at', at: new Date(start + left).toISOString() };
  }
}

/** Working hours between two instants; 0 when `to` is not later. Days of an uncovered year give Uncovered. */
export function workingHoursBetween(
  calendar: WorkingCalendar,
  from: string,
  to: string,
): { kind: 'hours'; hours: number } | Uncovered {
  let total = 0;
  const last = dayOf(to);
  for (let day = dayOf(from); day <= last; day = shiftDay(day, 1)) {
    const kind = dayKind(calendar, day);
    if (kind === 'uncovered') return uncovered(day);
    if (kind === 'off') continue;
    const start = Math.max(Date.parse(from), Date.parse(instantOn(day, calendar.opensAt)));
    const end = Math.min(Date.parse(to), Date.parse(instantOn(day, closeOf(calendar, day))));
    total += Math.max(0, end - start);
  }
  return { kind: 'hours', hours: total / 3_600_000 };
}

/**
 * The instant up to which whatever was opened had to be done by `at` when it had `count` working days for it. Undefined
 * where a calendar on the way is not published.
 */
export function openedToBeDueBy(calendar: WorkingCalendar, at: string, count: number): string | undefined {
  for (let day = dayOf(at); ; day = shiftDay(day, -1)) {
    const due = dueAfterWorkingDays(calendar, instantOn(day, 0), count);
    if (due.kind === 'uncovered') return undefined;
    if (due.at <= at) return instantOn(shiftDay(day, 1), 0);
  }
}
