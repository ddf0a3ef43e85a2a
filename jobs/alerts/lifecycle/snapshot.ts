import type { DutyPerson } from './policy.ts';
import type { AlertRow, AssignmentRow, ClockRow } from '#warehouse/ledger/alerts/rows.ts';

/** An alert with everything that its transitions look at. `clocks` holds the running ones. */
export interface AlertSnapshot extends AlertRow {
  assignments: readonly AssignmentRow[];
  clocks: readonly ClockRow[];
}

/** Why a message goes out. Nothing else is ever sent. */
export const noticeReasons = [
  'open',
  'level_up',
  'new_wave',
  'reopened',
  'return_rejected',
  'disputed',
  'supervised',
  'sla_50',
  'sla_80',
  'sla_100',
  'sla_150',
] as const;
export type NoticeReason = (typeof noticeReasons)[number];

/** A message to the departments of some assignments; `clockId` names the clock of an sla notice. */
export interface Notice {
  reason: NoticeReason;
  assignmentIds: readonly string[];
  clockId: string;
  /**
   * 'duty': only to the person called next; 'fallback': only to the unit's channels of last resort; 'arbiter': only to
   * the district's own duty.
   */
  only?: 'duty' | 'fallback' | 'arbiter';
  /** Only to this person, as a copy. */
  copyTo?: DutyPerson;
}

/** One line of the log, before it has its number. */
export interface LogEntry {
  event: string;
  assignmentId: string;
  from: string;
  to: string;
  reason: string;
  detail: Record<string, unknown>;
}

/** Assignments that still bind their department. */
export function liveAssignments(alert: AlertSnapshot): AssignmentRow[] {
  return alert.assignments.filter((assignment) => assignment.state !== 'withdrawn');
}

/** Where nothing happens any more unless the matter comes back. */
export function hasEnded(alert: Pick<AlertRow, 'state'>): boolean {
  return alert.state === 'closed' || alert.state === 'auto_cleared';
}
