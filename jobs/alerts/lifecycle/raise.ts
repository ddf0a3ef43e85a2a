import type { Department } from '#warehouse/model/district.ts';
import type { RaisableHotspot } from '../contract.ts';
import { Change, type Outcome } from './change.ts';
import { newAssignment } from './hand-over.ts';
import { levelOf } from './level.ts';
import type { AlertPolicy } from './policy.ts';
import type { AlertSnapshot } from './snapshot.ts';

/** The latest figures of the hotspot, as the alert keeps them. */
export function figuresOf(hotspot: RaisableHotspot) {
  const { runId, heat, reporters, communities, documents, severity, surprise } = hotspot;
  return { runId, heat, reporters, communities, documents, severity, surprise };
}

function subjectOf(hotspot: RaisableHotspot) {
  const { eventId, title, place, topicCode, topicName, categoryCode, nature, wardCode, sensitive } = hotspot;
  return { eventId, title, place, topicCode, topicName, categoryCode, nature, wardCode, sensitive };
}

/** What a new alert begins with. */
export interface Birth {
  /** 拆分: the alert that it was taken out of. */
  splitFrom?: string | null;
  alertId: string;
  number: string;
  fingerprint: string;
  recurrenceOf: string | null;
  lead: Department;
  assist: readonly Department[];
}

/** A new alert on a hot hotspot; it is pushed at once where nothing makes it wait. */
export function raise(hotspot: RaisableHotspot, birth: Birth, now: string, policy: AlertPolicy): Outcome {
  const { lead, assist, ...names } = birth;
  const level = levelOf(hotspot);
  const waitMinutes = level === 'red' ? 0 : policy.groupWaitMinutes;
  const at = { seq: 0, now };
  const blank: AlertSnapshot = {
    ...names,
    ...subjectOf(hotspot),
    ...figuresOf(hotspot),
    state: 'raised',
    level,
    version: 0,
    seq: 0,
    needsApproval: policy.approveFirst.includes(level),
    pushAfter: new Date(Date.parse(now) + waitMinutes * 60_000).toISOString(),
    reportersAtPush: 0,
    coolRuns: 0,
    cooledSinceEnd: false,
    returnCount: 0,
    reopenCount: 0,
    supervision: '',
    silencedUntil: null,
    followUpResult: '',
    followUpSolved: '',
    copies: '[]',
    splitFrom: birth.splitFrom ?? null,
    mergedInto: null,
    undo: '',
    raisedAt: now,
    pushedAt: null,
    resolvedAt: null,
    endedAt: null,
    updatedAt: now,
    assignments: [
      newAssignment(birth.alertId, lead, 'lead', at),
      ...assist.map((department) => newAssignment(birth.alertId, department, 'assist', at)),
    ],
    clocks: [],
  };
  const change = new Change(blank, now, policy);
  change.log('raise', { from: '', detail: { runId: hotspot.runId, heat: hotspot.heat, level, lead: lead.code } });
  pushIfDue(change);
  return change.done();
}

/** The timer of a held alert: pushed once its wait is over. Undefined when there is nothing to do. */
export function push(before: AlertSnapshot, now: string, policy: AlertPolicy): Outcome | undefined {
  const change = new Change(before, now, policy);
  return pushIfDue(change) ? change.done() : undefined;
}

/** Pushes a held alert whose wait is over; false when there is nothing to push. */
export function pushIfDue(change: Change): boolean {
  const { state, needsApproval, pushAfter } = change.alert;
  if (state !== 'raised' || needsApproval || pushAfter > change.now) return false;
  change.moveAlert('pushed', 'push');
  change.pushAll('open');
  return true;
}
