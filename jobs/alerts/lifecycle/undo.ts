import type { AlertState } from '#warehouse/model/alert.ts';
import type { AlertRow, AssignmentRow, ClockRow } from '#warehouse/ledger/alerts/rows.ts';
import type { AlertAction } from '../contract.ts';
import type { Change } from './change.ts';
import { passPoints } from './clock.ts';
import type { AlertSnapshot } from './snapshot.ts';

type ActionName = AlertAction['action'];

/** A press on the wrong button is noticed at once; later a step that others may have read is answered by another step. */
const undoWithinMinutes = 10;

/**
 * What may be taken back: steps that told nobody. 转派, the decision on a 退回, 争议, 催办 and the first push have sent messages, a
 * granted 延期 has set a deadline, and 回访 is a resident's word: those are corrected by a further step.
 */
const undoable = new Set<ActionName>(['acknowledge', 'reply', 'resolve', 'return', 'extend', 'silence']);

/** The state before a person's last action, as far as that action changes it. */
interface Remembered {
  action: ActionName;
  assignmentId: string;
  /** Who may take it back, until when, and at which version: any further step makes it void. */
  by: string;
  until: string;
  version: number;
  alert: Pick<AlertRow, 'resolvedAt' | 'returnCount' | 'silencedUntil'> & { state: AlertState };
  assignment: AssignmentRow | null;
  clocks: readonly ClockRow[];
}

/** Keeps what the action that `change` has just carried out can be taken back to. */
export function remember(
  change: Change,
  before: AlertSnapshot,
  done: { action: AlertAction; assignmentId: string; by: string },
): void {
  const { action, assignmentId, by } = done;
  const assignment = before.assignments.find((one) => one.assignmentId === assignmentId) ?? null;
  const isGrant = action.action === 'extend' && find(change.alert, assignmentId)?.extension !== 'asked';
  if (!undoable.has(action.action) || isGrant || change.tells) return;
  const { state, resolvedAt, returnCount, silencedUntil } = before;
  const remembered: Remembered = {
    action: action.action,
    assignmentId,
    by,
    until: new Date(Date.parse(change.now) + undoWithinMinutes * 60_000).toISOString(),
    version: before.version + 1,
    alert: { state, resolvedAt, returnCount, silencedUntil },
    assignment,
    clocks: before.clocks.filter((clock) => clock.stoppedAt === null),
  };
  change.set({ undo: JSON.stringify(remembered) });
}

/** The action that `actorId` may take back now; undefined when there is none. */
export function undoableNow(
  alert: Pick<AlertRow, 'undo' | 'version'>,
  actorId: string,
  now: string,
): Pick<Remembered, 'action' | 'assignmentId' | 'until'> | undefined {
  if (alert.undo === '') return undefined;
  const kept = JSON.parse(alert.undo) as Remembered;
  return kept.by === actorId && kept.version === alert.version && now <= kept.until ? kept : undefined;
}

/** 撤销: a step of its own that leads back to where the last one began; its clocks run on as if they had never stopped. */
export function undo(change: Change): void {
  const kept = JSON.parse(change.alert.undo) as Remembered;
  const { assignmentId, assignment } = kept;
  const current = find(change.alert, assignmentId);
  change.log('undo', {
    assignmentId,
    from: current?.state ?? change.alert.state,
    to: assignment?.state ?? kept.alert.state,
    detail: { undone: kept.action },
  });
  // Who is on duty may have moved on meanwhile.
  if (assignment && current)
    change.setAssignment(assignmentId, { ...assignment, duty: current.duty, dutyStep: current.dutyStep });
  change.set({ ...kept.alert, undo: '', clocks: resumed(change, kept.clocks) });
}

/** Clocks that ran before run again, with points passed meanwhile left unsaid; those that the step started end. */
function resumed({ alert, now, policy }: Change, before: readonly ClockRow[]): ClockRow[] {
  const known = new Set(before.map(({ clockId }) => clockId));
  const running = alert.clocks.filter((clock) => clock.stoppedAt === null);
  const still = new Set(running.map(({ clockId }) => clockId));
  const started = running
    .filter(({ clockId }) => !known.has(clockId))
    .map((clock): ClockRow => ({ ...clock, stoppedAt: now, nextAt: null, outcome: 'void' }));
  const again = before
    .filter(({ clockId }) => !still.has(clockId))
    .map((clock) => passPoints(policy.calendar, clock, now));
  return [...running.filter(({ clockId }) => known.has(clockId)), ...again, ...started];
}

const find = (alert: AlertSnapshot, assignmentId: string): AssignmentRow | undefined =>
  alert.assignments.find((one) => one.assignmentId === assignmentId);
