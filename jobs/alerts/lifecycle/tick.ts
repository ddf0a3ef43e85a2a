import { Change, type Outcome } from './change.ts';
import { deadlineAfter, passPoints, withDeadline } from './clock.ts';
import type { AlertPolicy } from './policy.ts';
import type { AlertSnapshot } from './snapshot.ts';

/** A clock that reached a point of its span, or whose calendar has been published meanwhile. */
export function tick(before: AlertSnapshot, clockId: string, now: string, policy: AlertPolicy): Outcome | undefined {
  const clock = before.clocks.find((one) => one.clockId === clockId && one.stoppedAt === null);
  if (!clock) return undefined;
  const change = new Change(before, now, policy);
  const passed = clock.dueAt === null ? republish(clock, before, now, policy) : passPoints(policy.calendar, clock, now);
  if (passed.announced === clock.announced && passed.dueAt === clock.dueAt) return undefined;
  change.set({ clocks: before.clocks.map((one) => (one === clock ? passed : one)) });
  const { assignmentId, kind } = clock;
  const detail = { clock: kind, percent: passed.announced, dueAt: passed.dueAt };
  change.log(clock.dueAt === null ? 'calendar_published' : 'clock', { assignmentId, detail });
  if (passed.announced > clock.announced) {
    const reason = `sla_${passed.announced as 50 | 80 | 100 | 150}` as const;
    // The dispatcher's and the follow-up clock have no department to write to: the page tells.
    change.notify(reason, kind === 'decide_return' || kind === 'follow_up' ? [] : [assignmentId], clockId);
  }
  return change.done(false);
}

function republish(
  clock: AlertSnapshot['clocks'][number],
  alert: AlertSnapshot,
  now: string,
  policy: AlertPolicy,
): AlertSnapshot['clocks'][number] {
  const span = policy.clocks[alert.level][clock.kind];
  return span
    ? withDeadline(policy.calendar, clock, deadlineAfter(policy.calendar, clock.startedAt, span), now)
    : clock;
}
