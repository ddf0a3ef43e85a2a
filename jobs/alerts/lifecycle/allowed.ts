import type { AlertState, AssignmentAction } from '#warehouse/model/alert.ts';
import type { AlertRow, AssignmentRow, AssignmentState } from '#warehouse/ledger/alerts/rows.ts';
import type { Actor, Refusal } from '../contract.ts';
import { returnCaps } from './policy.ts';
import { undoableNow } from './undo.ts';

/** What each role may do at all. */
const byRole: Record<Actor['role'], readonly AssignmentAction[]> = {
  handler: ['acknowledge', 'reply', 'resolve', 'return', 'dispute', 'extend', 'undo'],
  dispatcher: [
    'approve',
    'accept_return',
    'reject_return',
    'dispute',
    'transfer',
    'extend',
    'supervise',
    'silence',
    'follow_up',
    'undo',
  ],
  arbiter: [
    'approve',
    'return',
    'accept_return',
    'reject_return',
    'transfer',
    'extend',
    'supervise',
    'silence',
    'follow_up',
    'undo',
  ],
};

/** What can be done with the alert as a whole in each state. */
const byAlertState: Record<AlertState, readonly AssignmentAction[]> = {
  raised: ['approve', 'silence'],
  pushed: ['supervise', 'silence'],
  acked: ['supervise', 'silence'],
  return_pending: ['supervise', 'silence'],
  replied: ['supervise', 'silence'],
  resolved: ['follow_up'],
  verified: [],
  closed: [],
  auto_cleared: [],
  reopened: [],
};

/** What can be done with one assignment in each of its states, while the alert is being handled. */
const byAssignmentState: Record<AssignmentState, readonly AssignmentAction[]> = {
  waiting: [],
  pushed: ['acknowledge', 'return', 'dispute', 'transfer', 'extend'],
  acked: ['reply', 'return', 'dispute', 'transfer', 'extend'],
  return_pending: ['accept_return', 'reject_return', 'dispute'],
  replied: ['reply', 'resolve', 'transfer', 'extend'],
  resolved: [],
  withdrawn: [],
};

const handled = new Set<AlertState>(['pushed', 'acked', 'return_pending', 'replied']);

type AlertFacts = Pick<AlertRow, 'state' | 'returnCount' | 'version' | 'undo'>;
type AssignmentFacts = Pick<
  AssignmentRow,
  'assignmentId' | 'state' | 'departmentCode' | 'role' | 'returnCount' | 'dispute' | 'extension' | 'replyOutcome'
>;

/** Who asks about which part of the alert, and when. */
interface Asked {
  assignment: AssignmentFacts | undefined;
  actor: Actor;
  now: string;
}

/** Actions that the state permits: those on the alert as a whole, those on the assignment, and the way back. */
function possible(alert: AlertFacts, asked: Asked): AssignmentAction[] {
  return [...byState(alert, asked.assignment), ...wayBack(alert, asked)];
}

/** 撤销 of what the asker did last, offered where it was done. */
function wayBack(alert: AlertFacts, { assignment, actor, now }: Asked): AssignmentAction[] {
  const last = undoableNow(alert, actor.id, now);
  return last && last.assignmentId === (assignment?.assignmentId ?? '') ? ['undo'] : [];
}

function byState(alert: AlertFacts, assignment: AssignmentFacts | undefined): AssignmentAction[] {
  const ofAlert = byAlertState[alert.state];
  if (!assignment) return [...ofAlert];
  const over = assignment.state === 'withdrawn' || assignment.state === 'resolved';
  const ofAssignment = handled.has(alert.state) ? byAssignmentState[assignment.state] : [];
  return [...ofAlert, ...ofAssignment].filter((action) => {
    // There is nobody to urge where the unit is done or has handed over.
    if (action === 'supervise') return !over;
    // 办结 needs a final reply: the resident hears how it ended before the file is closed.
    if (action === 'resolve') return assignment.replyOutcome !== '';
    // Asked once; what was ruled on is not asked again.
    if (action === 'dispute') return assignment.dispute === '';
    if (action === 'extend') return assignment.role === 'lead' && ['none', 'asked'].includes(assignment.extension);
    return true;
  });
}

/** Why an actor may not do `action` here and now; undefined when nothing speaks against it. */
export function whyNot(action: AssignmentAction, alert: AlertFacts, asked: Asked): Refusal | undefined {
  const { assignment, actor } = asked;
  const permitted = byRole[actor.role].includes(action);
  const own = actor.role !== 'handler' || (assignment && actor.departments.includes(assignment.departmentCode));
  if (!permitted || !own) return 'forbidden';
  if (!possible(alert, asked).includes(action)) return 'illegal';
  if (assignment && actor.role !== 'arbiter') {
    if (byArbiterOnceDisputed.has(action) && assignment.dispute !== '') return 'arbiter_only';
    const capped = atReturnCap(alert, assignment);
    if (action === 'return' && capped) return 'return_cap';
    // A unit gives back first; only where it may not any more does it call for a ruling.
    if (action === 'dispute' && actor.role === 'handler' && !capped) return 'illegal';
  }
  // A unit asks once; what it asked waits for the dispatcher.
  if (action === 'extend' && actor.role === 'handler' && assignment?.extension !== 'none') return 'extension_refused';
  return undefined;
}

/** What nobody but the arbiter does about an assignment in dispute, or after the ruling. */
const byArbiterOnceDisputed = new Set<AssignmentAction>(['return', 'accept_return', 'reject_return', 'transfer']);

function atReturnCap(alert: AlertFacts, assignment: AssignmentFacts): boolean {
  return assignment.returnCount >= returnCaps.perUnit || alert.returnCount >= returnCaps.perAlert;
}

/** What an actor may do with an assignment, or with the alert as a whole; the pages show exactly these. */
export function allowedActions(alert: AlertFacts, asked: Asked): AssignmentAction[] {
  return possible(alert, asked).filter((action) => whyNot(action, alert, asked) === undefined);
}
