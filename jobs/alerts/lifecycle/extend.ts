import type { AssignmentRow } from '#warehouse/ledger/alerts/rows.ts';
import type { Deadline } from '../calendar/deadlines.ts';
import { dueAfterWorkingDays } from '../calendar/deadlines.ts';
import type { Actor, AlertAction, Refusal } from '../contract.ts';
import type { Change } from './change.ts';
import { withDeadline } from './clock.ts';

/** 延期 of the resolve clock: asked before expiry, granted or refused by a dispatcher, once. */
export function extend(
  change: Change,
  action: Extract<AlertAction, { action: 'extend' }>,
  assignment: AssignmentRow,
  actor: Actor,
): Refusal | undefined {
  const id = assignment.assignmentId;
  const { now, policy } = change;
  const clock = change.alert.clocks.find((one) => one.assignmentId === id && one.kind === 'resolve');
  if (!clock || clock.dueAt === null) return 'extension_refused';
  const asked = assignment.extension === 'asked';
  // What was asked in time may still be decided after the deadline.
  if (!asked && now >= clock.dueAt) return 'extension_refused';
  const asks = actor.role === 'handler';
  const extension = asks ? 'asked' : action.grant ? 'granted' : 'refused';
  change.setAssignment(id, { extension, extensionDays: action.days });
  change.log('extend', {
    assignmentId: id,
    from: assignment.state,
    to: assignment.state,
    reason: action.note,
    detail: { days: action.days, extension },
  });
  if (extension !== 'granted') return undefined;
  const due: Deadline =
    clock.unit === 'working'
      ? dueAfterWorkingDays(policy.calendar, clock.dueAt, action.days)
      : { kind: 'at', at: new Date(Date.parse(clock.dueAt) + action.days * 86_400_000).toISOString() };
  const extended = withDeadline(policy.calendar, clock, due, now);
  change.set({ clocks: change.alert.clocks.map((one) => (one === clock ? extended : one)) });
  return undefined;
}
