import type { AlertRow, AssignmentView } from '#api/contract/alerts.ts';

/** The clock of an assignment that its department must meet next. */
export interface Due {
  clock: 'sign' | 'reply' | 'resolve';
  at: string;
  /** Negative when it is past, in ms. */
  left: number;
}

const order = ['sign', 'reply', 'resolve'] as const;

/** The first clock not yet met; null when all are met, none is set or the assignment is over. */
export function nextDue(assignment: AssignmentView, nowMs: number): Due | null {
  const done = { sign: assignment.signedAt, reply: assignment.repliedAt, resolve: assignment.resolvedAt };
  const due = { sign: assignment.signDueAt, reply: assignment.replyDueAt, resolve: assignment.resolveDueAt };
  if (done.resolve || ['closed', 'verified', 'auto_cleared', 'resolved'].includes(assignment.state)) return null;
  const clock = order.find((key) => !done[key] && due[key]);
  const at = clock && due[clock];
  return clock && at ? { clock, at, left: Date.parse(at) - nowMs } : null;
}

/** The most pressing clock over all departments of an alert. */
export function pressingDue(alert: AlertRow, nowMs: number): Due | null {
  const dues = alert.assignments.flatMap((assignment) => nextDue(assignment, nowMs) ?? []);
  return dues.reduce<Due | null>((worst, due) => (!worst || due.left < worst.left ? due : worst), null);
}

/** True when a department of the alert has let a clock run out. */
export function isLate(alert: AlertRow, nowMs: number): boolean {
  return alert.assignments.some((one) => one.overdue !== null || (nextDue(one, nowMs)?.left ?? 1) < 0);
}

/** The assignment that the reader of the page answers for: their own department's, else one they may act on. */
export function ownAssignment(alert: AlertRow, departmentCode: string): AssignmentView | null {
  const { assignments } = alert;
  const own = assignments.find((one) => one.departmentCode === departmentCode && departmentCode !== '');
  return own ?? assignments.find((one) => one.actions.length > 0) ?? null;
}
