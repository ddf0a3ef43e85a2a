import { alertLevels } from '#warehouse/model/alert.ts';
import type { RaisableHotspot } from '../contract.ts';
import { reopen } from './act.ts';
import { Change, type Outcome } from './change.ts';
import { copiesNow } from './duty.ts';
import { deadlineAfter, startClock } from './clock.ts';
import { isCool, levelOf } from './level.ts';
import { coolHoursToClear, spanOf, waveFactor, type AlertPolicy } from './policy.ts';
import { figuresOf, pushIfDue } from './raise.ts';
import { liveAssignments, type AlertSnapshot } from './snapshot.ts';

/** A run's fresh figures for an open alert; `hotspot` undefined when the event is no longer among the ranked. */
export function observe(
  before: AlertSnapshot,
  run: { runId: string; hotspot: RaisableHotspot | undefined },
  now: string,
  policy: AlertPolicy,
): Outcome {
  const change = new Change(before, now, policy);
  const { hotspot } = run;
  change.set(hotspot ? figuresOf(hotspot) : { runId: run.runId, heat: 0 });
  // Once sensitive, always sensitive.
  if (hotspot?.sensitive) change.set({ sensitive: true });
  change.set({ coolRuns: isCool(hotspot, policy) ? nextCoolRuns(before, now) : 0 });
  if (change.alert.coolRuns >= coolHoursToClear && isUnsigned(before)) {
    change.stopAllClocks();
    change.moveAlert('auto_cleared', 'auto_clear');
    change.set({ endedAt: now, cooledSinceEnd: true });
    return change.done();
  }
  const risen = hotspot !== undefined && raiseLevel(change, hotspot);
  const pushed = pushIfDue(change);
  if (!risen && !pushed) announceWave(change);
  return change.done(risen || pushed);
}

/**
 * Runs may follow each other within seconds, so a cool one counts once an hour of the clock: three hours are patience,
 * three runs are none.
 */
export function nextCoolRuns(alert: Pick<AlertSnapshot, 'coolRuns' | 'updatedAt'>, now: string): number {
  const sameHour = alert.updatedAt.slice(0, 13) === now.slice(0, 13);
  return alert.coolRuns > 0 && sameHour ? alert.coolRuns : alert.coolRuns + 1;
}

const isUnsigned = (alert: AlertSnapshot): boolean =>
  (alert.state === 'raised' || alert.state === 'pushed') &&
  liveAssignments(alert).every((one) => one.state === 'waiting' || (one.state === 'pushed' && one.ackedAt === null));

/** A level only rises while the alert is open; then silence ends and deadlines come nearer. */
function raiseLevel(change: Change, hotspot: RaisableHotspot): boolean {
  const from = change.alert.level;
  const level = levelOf(hotspot);
  if (alertLevels.indexOf(level) <= alertLevels.indexOf(from) || change.alert.state === 'resolved') return false;
  const { policy, now } = change;
  change.log('level_up', { detail: { from, to: level, heat: hotspot.heat } });
  change.set({ level, silencedUntil: null });
  if (change.alert.state === 'raised') {
    const pushAfter = level === 'red' ? now : change.alert.pushAfter;
    change.set({ pushAfter, needsApproval: policy.approveFirst.includes(level) });
    return true;
  }
  tightenClocks(change);
  if (level === 'red') change.set({ copies: copiesNow(policy, change.alert.wardCode, now) });
  change.set({ reportersAtPush: change.alert.reporters });
  change.notify('level_up', open(change.alert));
  return true;
}

/** Where the new level's span, counted from now, ends earlier than the running clock, it takes its place. */
function tightenClocks(change: Change): void {
  const { policy, now, alert } = change;
  const clocks = alert.clocks.map((clock) => {
    const span = spanOf(policy, alert, clock.kind);
    if (!span || clock.stoppedAt !== null) return clock;
    const due = deadlineAfter(policy.calendar, now, span);
    if (due.kind !== 'at' || (clock.dueAt !== null && clock.dueAt <= due.at)) return clock;
    const { clockId, alertId, assignmentId, kind } = clock;
    return startClock(policy.calendar, span, { clockId, alertId, assignmentId, kind, at: now });
  });
  change.set({ clocks });
}

function announceWave(change: Change): void {
  const { state, reporters, reportersAtPush } = change.alert;
  if (state === 'raised' || reporters < reportersAtPush * waveFactor || reporters === 0) return;
  change.log('new_wave', { detail: { from: reportersAtPush, to: reporters } });
  change.set({ reportersAtPush: reporters });
  change.notify('new_wave', state === 'resolved' ? leads(change.alert) : open(change.alert));
}

const open = (alert: AlertSnapshot): string[] =>
  liveAssignments(alert)
    .filter((one) => one.state !== 'resolved')
    .map((one) => one.assignmentId);
const leads = (alert: AlertSnapshot): string[] =>
  liveAssignments(alert)
    .filter((one) => one.role === 'lead')
    .map((one) => one.assignmentId);

/** An ended alert whose matter is back within the time for it. */
export function comeBack(before: AlertSnapshot, hotspot: RaisableHotspot, now: string, policy: AlertPolicy): Outcome {
  const change = new Change(before, now, policy);
  change.set({ ...figuresOf(hotspot), level: levelOf(hotspot), sensitive: before.sensitive || hotspot.sensitive });
  reopen(change);
  return change.done();
}
