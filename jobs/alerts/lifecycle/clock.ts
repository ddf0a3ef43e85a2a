import type { ClockKind, ClockRow } from '#warehouse/ledger/alerts/rows.ts';
import { addWorkingHours, dueAfterWorkingDays, workingHoursBetween, type Deadline } from '../calendar/deadlines.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Span } from './policy.ts';

/** Shares of a clock's span, in percent, that are announced. */
const points = [50, 80, 100, 150] as const;
/** Beyond them nobody is reminded any more, but a signature that is missing still calls the next person on duty. */
const signPoints = [...points, 200, 250, 300] as const;
export type ClockPoint = (typeof signPoints)[number];

const shiftHours = (instant: string, hours: number): string =>
  new Date(Date.parse(instant) + hours * 3_600_000).toISOString();

/** When `span` that starts at `from` is over. */
export function deadlineAfter(calendar: WorkingCalendar, from: string, span: Span): Deadline {
  if (span.unit === 'natural') return { kind: 'at', at: shiftHours(from, span.hours) };
  if (span.unit === 'working_hours') return addWorkingHours(calendar, from, span.hours);
  return dueAfterWorkingDays(calendar, from, span.days);
}

/** A clock that starts to run. */
export function startClock(
  calendar: WorkingCalendar,
  span: Span,
  start: { clockId: string; alertId: string; assignmentId: string; kind: ClockKind; name?: string; at: string },
): ClockRow {
  const { at, name = '', ...names } = start;
  const clock: ClockRow = {
    ...names,
    name,
    unit: span.unit === 'natural' ? 'natural' : 'working',
    startedAt: at,
    dueAt: null,
    uncoveredYear: null,
    calendarVersion: calendar.version,
    announced: 0,
    nextAt: null,
    stoppedAt: null,
    outcome: 'running',
  };
  return withDeadline(calendar, clock, deadlineAfter(calendar, at, span), at);
}

/** The clock with a new deadline; points that are past at `now` are not announced again. */
export function withDeadline(calendar: WorkingCalendar, clock: ClockRow, deadline: Deadline, now: string): ClockRow {
  const dueAt = deadline.kind === 'at' ? deadline.at : null;
  const uncoveredYear = deadline.kind === 'at' ? null : deadline.year;
  return passPoints(calendar, { ...clock, dueAt, uncoveredYear, calendarVersion: calendar.version, announced: 0 }, now);
}

/** The clock with every point up to `now` marked as announced, and the next one set. */
export function passPoints(calendar: WorkingCalendar, clock: ClockRow, now: string): ClockRow {
  let { announced } = clock;
  for (const point of clock.kind === 'sign' ? signPoints : points) {
    const at = pointAt(calendar, clock, point);
    if (at === null) return { ...clock, announced, nextAt: null };
    if (point <= announced) continue;
    if (at > now) return { ...clock, announced, nextAt: at };
    announced = point;
  }
  return { ...clock, announced, nextAt: null };
}

/** When `percent` of the clock's span is used up; null where the calendar is not published. */
export function pointAt(calendar: WorkingCalendar, clock: ClockRow, percent: ClockPoint): string | null {
  const { startedAt, dueAt } = clock;
  if (dueAt === null || percent === 100) return dueAt;
  if (clock.unit === 'natural') {
    const span = Date.parse(dueAt) - Date.parse(startedAt);
    return new Date(Date.parse(startedAt) + (span * percent) / 100).toISOString();
  }
  const span = workingHoursBetween(calendar, startedAt, dueAt);
  if (span.kind === 'uncovered') return null;
  const at = addWorkingHours(calendar, startedAt, (span.hours * percent) / 100);
  return at.kind === 'at' ? at.at : null;
}

/** The clock stopped at `now`: by what was to be done, or because it no longer applies. */
export function stopClock(clock: ClockRow, now: string, how: 'done' | 'void'): ClockRow {
  const outcome = how === 'void' || clock.dueAt === null ? 'void' : now <= clock.dueAt ? 'met' : 'missed';
  return { ...clock, stoppedAt: now, nextAt: null, outcome };
}
