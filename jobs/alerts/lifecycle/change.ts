import type { AlertState } from '#warehouse/model/alert.ts';
import type { AssignmentRow, AssignmentState, ClockKind } from '#warehouse/ledger/alerts/rows.ts';
import { startClock, stopClock } from './clock.ts';
import { afterQuietHours } from './quiet-hours.ts';
import { milestonesOf, spanOf, type AlertPolicy, type DutyPerson, type Span } from './policy.ts';
import { copiesNow, dutyNow } from './duty.ts';
import { liveAssignments, type AlertSnapshot, type LogEntry, type Notice, type NoticeReason } from './snapshot.ts';

/** What a transition leads to: the alert as it is afterwards, its log lines and the messages to send. */
export interface Outcome {
  alert: AlertSnapshot;
  logs: readonly LogEntry[];
  notices: readonly Notice[];
}

/** One transition while it is being worked out. The snapshot that it began with is never touched. */
export class Change {
  alert: AlertSnapshot;
  readonly now: string;
  readonly policy: AlertPolicy;
  private readonly before: AlertSnapshot;
  private readonly logs: LogEntry[] = [];
  private readonly notices: Notice[] = [];

  constructor(before: AlertSnapshot, now: string, policy: AlertPolicy) {
    this.before = before;
    this.alert = before;
    this.now = now;
    this.policy = policy;
  }

  set(fields: Partial<AlertSnapshot>): void {
    this.alert = { ...this.alert, ...fields };
  }

  setAssignment(assignmentId: string, fields: Partial<AssignmentRow>): void {
    this.set({
      assignments: this.alert.assignments.map((one) =>
        one.assignmentId === assignmentId ? { ...one, ...fields } : one,
      ),
    });
  }

  /** Adds a log line; from and to are the alert's states, or the assignment's where one is named. */
  log(event: string, entry: Partial<LogEntry>): void {
    this.logs.push({
      event,
      assignmentId: '',
      from: this.alert.state,
      to: this.alert.state,
      reason: '',
      detail: {},
      ...entry,
    });
  }

  notify(reason: NoticeReason, assignmentIds: readonly string[], clockId = '', only?: Notice['only']): void {
    this.notices.push({ reason, assignmentIds, clockId, ...(only ? { only } : {}) });
  }

  /** A copy of a message for one person. */
  notifyCopy(reason: NoticeReason, assignmentId: string, copyTo: DutyPerson): void {
    this.notices.push({ reason, assignmentIds: [assignmentId], clockId: '', copyTo });
  }

  /** Whether somebody is sent a message because of it. */
  get tells(): boolean {
    return this.notices.length > 0;
  }

  /** Moves one assignment and logs it. */
  move(assignment: AssignmentRow, to: AssignmentState, entry: Partial<LogEntry> & { event: string }): void {
    const { event, ...rest } = entry;
    this.setAssignment(assignment.assignmentId, { state: to });
    this.log(event, { assignmentId: assignment.assignmentId, from: assignment.state, to, ...rest });
  }

  /** Moves the alert itself and logs it. */
  moveAlert(to: AlertState, event: string, entry: Partial<LogEntry> = {}): void {
    this.log(event, { from: this.alert.state, to, ...entry });
    this.set({ state: to });
  }

  /** Starts a clock of the alert's level, if that level has one of this kind. */
  startClock(kind: ClockKind, assignmentId: string): void {
    const span = spanOf(this.policy, this.alert, kind);
    if (span) this.runClock(span, { kind, assignmentId, name: '' });
  }

  private runClock(span: Span, of: { kind: ClockKind; assignmentId: string; name: string }): void {
    const { kind, assignmentId, name } = of;
    const { alertId, seq, level } = this.alert;
    // Several clocks may start in one transition, but one of a kind per assignment.
    const clockId = [alertId, seq + this.logs.length, assignmentId || 'alert', kind, ...(name ? [name] : [])].join('.');
    // What nobody is woken for does not run at night; working time pauses by itself.
    const at = span.unit === 'natural' && level !== 'red' ? afterQuietHours(this.now, this.policy.quiet) : this.now;
    const clock = startClock(this.policy.calendar, span, { clockId, alertId, assignmentId, kind, name, at });
    this.set({ clocks: [...this.alert.clocks, clock] });
  }

  /** Stops the running clocks of an assignment ('' the alert's own) of these kinds. */
  stopClocks(assignmentId: string, how: 'done' | 'void', kinds?: readonly ClockKind[]): void {
    this.set({
      clocks: this.alert.clocks.map((clock) => {
        const meant = clock.assignmentId === assignmentId && (!kinds || kinds.includes(clock.kind));
        return meant && clock.stoppedAt === null ? stopClock(clock, this.now, how) : clock;
      }),
    });
  }

  /** A milestone that is done; false where none of that name runs. */
  stopMilestone(assignmentId: string, name: string): boolean {
    const meant = this.alert.clocks.find(
      (clock) =>
        clock.assignmentId === assignmentId &&
        clock.kind === 'milestone' &&
        clock.name === name &&
        clock.stoppedAt === null,
    );
    if (!meant) return false;
    const stopped = stopClock(meant, this.now, 'done');
    this.set({ clocks: this.alert.clocks.map((clock) => (clock === meant ? stopped : clock)) });
    return true;
  }

  stopAllClocks(): void {
    for (const { assignmentId } of this.alert.clocks) this.stopClocks(assignmentId, 'void');
  }

  /** The first push, or a push after a reopening: every live assignment starts anew, with fresh clocks. */
  pushAll(reason: 'open' | 'reopened'): void {
    for (const { assignmentId, role, departmentCode, dispute } of liveAssignments(this.alert)) {
      this.setAssignment(assignmentId, {
        state: 'pushed',
        pushedAt: this.now,
        ackedAt: null,
        ackedBy: '',
        firstRepliedAt: null,
        replyOutcome: '',
        replyText: '',
        resolvedAt: null,
        // A ruling outlives 重办; what was never ruled on is asked anew.
        dispute: dispute === 'decided' ? dispute : '',
        extension: 'none',
        extensionDays: 0,
        ...dutyNow(this.policy, departmentCode, this.now),
      });
      this.startHandlingClocks(assignmentId, role);
    }
    this.set({ pushedAt: this.now, reportersAtPush: this.alert.reporters });
    if (this.alert.level === 'red') this.set({ copies: copiesNow(this.policy, this.alert.wardCode, this.now) });
    this.notify(
      reason,
      liveAssignments(this.alert).map((one) => one.assignmentId),
    );
  }

  /** Every unit signs; the lead also answers and resolves. */
  startHandlingClocks(assignmentId: string, role: AssignmentRow['role']): void {
    this.startClock('sign', assignmentId);
    if (role === 'lead') this.startLeadClocks(assignmentId);
  }

  /** 首次回复, 办结 and the milestones of the matter. */
  startLeadClocks(assignmentId: string): void {
    this.startClock('reply', assignmentId);
    this.startClock('resolve', assignmentId);
    for (const { name, span } of milestonesOf(this.policy, this.alert))
      this.runClock(span, { kind: 'milestone', assignmentId, name });
  }

  /** Ends the transition; `touched` false for fresh figures and reminders, which refuse nobody's action. */
  done(touched = true): Outcome {
    const { before, logs, notices, now } = this;
    const version = before.version + (touched ? 1 : 0);
    const alert = { ...this.alert, version, seq: before.seq + logs.length, updatedAt: now };
    return { alert, logs, notices };
  }
}
