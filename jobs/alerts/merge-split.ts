import { createHash } from 'node:crypto';
import { systemScope, type Scope } from '#warehouse/model/scope.ts';
import { inTransaction, type Transaction } from '#warehouse/ledger/ledger.ts';
import { lockAlert } from '#warehouse/ledger/alerts/lock-alert.ts';
import { nextAlertNumber } from '#warehouse/ledger/alerts/next-alert-number.ts';
import type { AlertDesk } from './alert-desk.ts';
import { dayOf } from './calendar/working-calendar.ts';
import type { Actor } from './contract.ts';
import { Change } from './lifecycle/change.ts';
import { raise } from './lifecycle/raise.ts';
import { hasEnded, type AlertSnapshot } from './lifecycle/snapshot.ts';
import { completeSnapshot, saveOutcome } from './snapshots.ts';

/** Why alerts were not merged or split. */
export type Joined =
  | { kind: 'done'; alertId: string }
  | { kind: 'refused'; reason: 'not_found' | 'ended' | 'same' | 'unknown_department' };

interface Order {
  alertId: string;
  note: string;
  actor: Actor;
  scope: Scope;
  now: string;
}

/** 合并: the alert ends as part of another, where the matter goes on; both logs tell of it. Only a dispatcher or arbiter asks. */
export function mergeAlert(desk: AlertDesk, order: Order & { intoId: string }): Promise<Joined> {
  return inTransaction(desk.ledger, async (tx) => {
    const { alertId, intoId, scope, actor, now } = order;
    if (alertId === intoId) return { kind: 'refused', reason: 'same' };
    // In the order of their ids, so that two merges at once do not wait for each other.
    const [first, second] = [alertId, intoId].toSorted() as [string, string];
    const locked = [await open(tx, first, scope), await open(tx, second, scope)];
    const from = locked.find((one) => one?.alertId === alertId);
    const into = locked.find((one) => one?.alertId === intoId);
    if (!from || !into) return { kind: 'refused', reason: 'not_found' };
    if (hasEnded(from) || hasEnded(into)) return { kind: 'refused', reason: 'ended' };
    const note = desk.mask(order.note);
    const ending = new Change(from, now, desk.policy);
    ending.stopAllClocks();
    ending.moveAlert('closed', 'merge', { reason: note, detail: { into: into.number } });
    ending.set({ mergedInto: intoId, endedAt: now, coolRuns: 0, cooledSinceEnd: true });
    await saveOutcome(tx, desk, { before: from, outcome: ending.done(), actor, now });
    const going = new Change(into, now, desk.policy);
    going.log('merged_here', { reason: note, detail: { from: from.number } });
    await saveOutcome(tx, desk, { before: into, outcome: going.done(false), actor, now });
    return { kind: 'done', alertId: intoId };
  });
}

/** 拆分: another department gets an alert of its own on a part of the matter, with its own clocks, at once. */
export function splitAlert(desk: AlertDesk, order: Order & { departmentCode: string; title: string }): Promise<Joined> {
  return inTransaction(desk.ledger, async (tx) => {
    const { alertId, scope, actor, now, departmentCode } = order;
    const from = await open(tx, alertId, scope);
    const lead = desk.policy.departments.get(departmentCode);
    if (!from) return { kind: 'refused', reason: 'not_found' };
    if (!lead) return { kind: 'refused', reason: 'unknown_department' };
    if (hasEnded(from)) return { kind: 'refused', reason: 'ended' };
    const number = await nextAlertNumber(tx, Number(dayOf(now).slice(0, 4)));
    const telling = new Change(from, now, desk.policy);
    telling.log('split', { reason: desk.mask(order.note), detail: { number, departmentCode } });
    const told = telling.done(false);
    await saveOutcome(tx, desk, { before: from, outcome: told, actor, now });
    const fingerprint = `${from.fingerprint}#${told.alert.seq}`;
    const hash = createHash('sha256').update(fingerprint).digest('hex');
    const birth = {
      alertId: `a${hash.slice(0, 16)}`,
      number,
      fingerprint,
      recurrenceOf: null,
      splitFrom: alertId,
      lead,
      assist: [],
    };
    const matter = { ...from, title: desk.mask(order.title), at: now };
    const policy = { ...desk.policy, groupWaitMinutes: 0, approveFirst: [] };
    await saveOutcome(tx, desk, { before: undefined, outcome: raise(matter, birth, now, policy), actor, now });
    return { kind: 'done', alertId: birth.alertId };
  });
}

async function open(tx: Transaction, alertId: string, scope: Scope): Promise<AlertSnapshot | undefined> {
  const row = await lockAlert(tx, alertId, scope);
  return row && completeSnapshot(tx, row);
}

/** Whether a merged alert's matter still goes on elsewhere, so that its hotspot raises nothing new. */
export async function goesOnElsewhere(tx: Transaction, alert: { mergedInto: string | null }): Promise<boolean> {
  if (alert.mergedInto === null) return false;
  const target = await lockAlert(tx, alert.mergedInto, systemScope);
  return target !== undefined && !hasEnded(target);
}
