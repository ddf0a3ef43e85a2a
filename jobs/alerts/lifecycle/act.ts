import type { AssignmentRow } from '#warehouse/ledger/alerts/rows.ts';
import type { Actor, AlertAction, Refusal } from '../contract.ts';
import { whyNot } from './allowed.ts';
import { Change, type Outcome } from './change.ts';
import { deniedBefore, openDispute } from './dispute.ts';
import { extend } from './extend.ts';
import { handOver } from './hand-over.ts';
import type { AlertPolicy } from './policy.ts';
import { remember, undo } from './undo.ts';
import { settle } from './settle.ts';
import { liveAssignments, type AlertSnapshot } from './snapshot.ts';

export type Decision = ({ ok: true } & Outcome) | { ok: false; reason: Refusal };

/** What a person asks for: `assignmentId` '' where the alert as a whole is meant. */
export interface ActRequest {
  action: AlertAction;
  assignmentId: string;
  actor: Actor;
}

/** Carries out a person's action, or says why not. Pure: snapshot, `now` and the policy decide everything. */
export function act(before: AlertSnapshot, request: ActRequest, now: string, policy: AlertPolicy): Decision {
  const { action, assignmentId, actor } = request;
  const assignment = before.assignments.find((one) => one.assignmentId === assignmentId);
  if (assignmentId !== '' && !assignment) return { ok: false, reason: 'not_found' };
  const objection = whyNot(action.action, before, { assignment, actor, now });
  if (objection) return { ok: false, reason: objection };
  const change = new Change(before, now, policy);
  const refusal =
    ofAlert.has(action.action) || !assignment
      ? onAlert(change, action, assignment)
      : onAssignment(change, action, assignment, actor);
  if (refusal) return { ok: false, reason: refusal };
  remember(change, before, { action, assignmentId, by: actor.id });
  return { ok: true, ...change.done() };
}

const ofAlert = new Set<string>(['approve', 'supervise', 'silence', 'follow_up', 'undo']);

/** Actions on the alert as a whole. */
function onAlert(change: Change, action: AlertAction, assignment: AssignmentRow | undefined): Refusal | undefined {
  switch (action.action) {
    case 'approve':
      change.moveAlert('pushed', 'approve');
      change.pushAll('open');
      return undefined;
    case 'supervise': {
      const open = liveAssignments(change.alert).filter((one) => one.state !== 'resolved');
      change.set({ supervision: action.level });
      change.log('supervise', {
        assignmentId: assignment?.assignmentId ?? '',
        reason: action.note,
        detail: { level: action.level },
      });
      change.notify(
        'supervised',
        (assignment ? [assignment] : open).map((one) => one.assignmentId),
      );
      return undefined;
    }
    case 'silence': {
      const until = new Date(action.until).toISOString();
      if (until <= change.now) return 'silence_in_the_past';
      change.set({ silencedUntil: until });
      change.log('silence', { reason: action.note, detail: { until } });
      return undefined;
    }
    case 'follow_up':
      followUp(change, action);
      return undefined;
    case 'undo':
      undo(change);
      return undefined;
    default:
      return undefined;
  }
}

function followUp(change: Change, action: Extract<AlertAction, { action: 'follow_up' }>): void {
  const { result, unitAtFault, note, solved = '' } = action;
  change.stopClocks('', 'done', ['follow_up']);
  change.set({ followUpResult: result, followUpSolved: solved });
  change.moveAlert('verified', 'follow_up', { reason: note, detail: { result, unitAtFault, solved } });
  if (result === 'dissatisfied' && unitAtFault) {
    reopen(change);
    return;
  }
  change.moveAlert('closed', 'close');
  change.set({ endedAt: change.now, coolRuns: 0, cooledSinceEnd: false });
}

/** 重新打开: the same departments start again, with fresh clocks. */
export function reopen(change: Change): void {
  change.moveAlert('reopened', 'reopen');
  change.set({
    reopenCount: change.alert.reopenCount + 1,
    resolvedAt: null,
    endedAt: null,
    coolRuns: 0,
    followUpResult: '',
    followUpSolved: '',
    silencedUntil: null,
  });
  change.moveAlert('pushed', 'push');
  change.pushAll('reopened');
}

/** Actions on one assignment. */
function onAssignment(
  change: Change,
  action: AlertAction,
  assignment: AssignmentRow,
  actor: Actor,
): Refusal | undefined {
  const { now } = change;
  const id = assignment.assignmentId;
  switch (action.action) {
    case 'acknowledge':
      change.move(assignment, 'acked', { event: 'acknowledge' });
      change.setAssignment(id, { ackedAt: now, ackedBy: actor.name });
      change.stopClocks(id, 'done', ['sign']);
      break;
    case 'reply':
      change.move(assignment, 'replied', {
        event: 'reply',
        reason: action.note,
        detail: { outcome: action.outcome ?? '', ...(action.milestone ? { milestone: action.milestone } : {}) },
      });
      change.setAssignment(id, {
        firstRepliedAt: assignment.firstRepliedAt ?? now,
        replyOutcome: action.outcome ?? assignment.replyOutcome,
        replyText: action.note,
      });
      change.stopClocks(id, 'done', ['reply']);
      if (action.milestone && !change.stopMilestone(id, action.milestone)) return 'unknown_milestone';
      break;
    case 'resolve':
      change.move(assignment, 'resolved', { event: 'resolve', reason: action.note });
      change.setAssignment(id, { resolvedAt: now });
      // Whoever closes the file says that every step of it is done.
      change.stopClocks(id, 'done', ['resolve', 'milestone']);
      change.stopClocks(id, 'void');
      break;
    case 'extend':
      return extend(change, action, assignment, actor);
    default:
      return onReturnOrTransfer(change, action, assignment);
  }
  settle(change);
  return undefined;
}

/** 退回 and its decision, 转派: the handling clocks keep running through all of it. */
function onReturnOrTransfer(change: Change, action: AlertAction, assignment: AssignmentRow): Refusal | undefined {
  const id = assignment.assignmentId;
  let refusal: Refusal | undefined;
  switch (action.action) {
    case 'return':
      change.move(assignment, 'return_pending', {
        event: 'return',
        reason: action.note,
        detail: { basis: action.basis },
      });
      change.setAssignment(id, { returnCount: assignment.returnCount + 1 });
      change.set({ returnCount: change.alert.returnCount + 1 });
      change.startClock('decide_return', id);
      if (deniedBefore(change, assignment)) openDispute(change, assignment, '');
      break;
    case 'dispute':
      if (assignment.state !== 'return_pending') {
        change.setAssignment(id, { state: 'return_pending' });
        change.startClock('decide_return', id);
      }
      openDispute(change, assignment, action.note);
      break;
    case 'reject_return':
      change.move(assignment, assignment.ackedAt === null ? 'pushed' : 'acked', {
        event: 'reject_return',
        reason: action.note,
      });
      if (assignment.dispute === 'open') change.setAssignment(id, { dispute: 'decided' });
      change.stopClocks(id, 'done', ['decide_return']);
      change.notify('return_rejected', [id]);
      break;
    case 'accept_return':
      change.stopClocks(id, 'done', ['decide_return']);
      refusal = handOver(change, assignment, { ...action, event: 'accept_return', resetDeadline: false });
      break;
    case 'transfer':
      refusal = handOver(change, assignment, { ...action, event: 'transfer' });
      break;
    default:
      break;
  }
  if (!refusal) settle(change);
  return refusal;
}
