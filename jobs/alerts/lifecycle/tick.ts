import type { ClockRow } from '#warehouse/ledger/alerts/rows.ts';
import { dueAfterWorkingDays, type Deadline } from '../calendar/deadlines.ts';
import { Change, type Outcome } from './change.ts';
import { deadlineAfter, passPoints, withDeadline } from './clock.ts';
import { milestonesOf, spanOf, type AlertPolicy, type Span } from './policy.ts';
import type { AlertSnapshot } from './snapshot.ts';
import { callNext } from './call-next.ts';

// Whoever was reminded at half as much again is not reminded any more.
const lastReminder = 150;

/** A clock that reached a point of its span, or whose calendar has been published or changed meanwhile. */
export function tick(before: AlertSnapshot, clockId: string, now: string, policy: AlertPolicy): Outcome | undefined {
  const clock = before.clocks.find((one) => one.clockId === clockId && one.stoppedAt === null);
  if (!clock) return undefined;
  const stale = clock.calendarVersion !== policy.calendar.version;
  const current = stale ? recomputed(clock, before, now, policy) : clock;
  const passed = passPoints(policy.calendar, current, now);
  if (passed.announced === clock.announced && passed.dueAt === clock.dueAt && !stale) return undefined;
  const change = new Change(before, now, policy);
  change.set({ clocks: before.clocks.map((one) => (one === clock ? passed : one)) });
  const { assignmentId } = clock;
  if (passed.dueAt !== clock.dueAt) {
    const event = clock.dueAt === null ? 'calendar_published' : 'calendar_changed';
    change.log(event, { assignmentId, detail: { clock: clock.kind, from: clock.dueAt, dueAt: passed.dueAt } });
  }
  if (passed.announced > clock.announced) announce(change, clock, passed);
  return change.done(false);
}

function announce(change: Change, clock: ClockRow, passed: ClockRow): void {
  const { assignmentId, kind, name } = clock;
  const percent = Math.min(passed.announced, lastReminder) as 50 | 80 | 100 | 150;
  if (percent > clock.announced) {
    const detail = { clock: kind, ...(name ? { name } : {}), percent, dueAt: passed.dueAt };
    change.log('clock', { assignmentId, detail });
    // The dispatcher's and the follow-up clock have no department to write to: the page tells.
    const to = kind === 'decide_return' || kind === 'follow_up' ? [] : [assignmentId];
    change.notify(`sla_${percent}`, to, clock.clockId);
  }
  if (kind === 'sign' && passed.announced >= 100) callNext(change, assignmentId, 'unsigned');
}

/** The clock with the deadline that the calendar gives now; a granted extension stays. */
function recomputed(clock: ClockRow, alert: AlertSnapshot, now: string, policy: AlertPolicy): ClockRow {
  const { calendar } = policy;
  const marked = { ...clock, calendarVersion: calendar.version };
  const span = spanFor(clock, alert, policy);
  if (!span || clock.unit === 'natural') return marked;
  const due = extended(deadlineAfter(calendar, clock.startedAt, span), clock, alert, policy);
  return due.kind === 'at' && due.at === clock.dueAt ? marked : withDeadline(calendar, clock, due, now);
}

function spanFor(clock: ClockRow, alert: AlertSnapshot, policy: AlertPolicy): Span | undefined {
  if (clock.kind !== 'milestone') return spanOf(policy, alert, clock.kind);
  return milestonesOf(policy, alert).find(({ name }) => name === clock.name)?.span;
}

function extended(due: Deadline, clock: ClockRow, alert: AlertSnapshot, { calendar }: AlertPolicy): Deadline {
  const assignment = alert.assignments.find((one) => one.assignmentId === clock.assignmentId);
  const granted = clock.kind === 'resolve' && assignment?.extension === 'granted';
  return granted && due.kind === 'at' ? dueAfterWorkingDays(calendar, due.at, assignment.extensionDays) : due;
}
