import { systemScope } from '#warehouse/model/scope.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import { listDueClocks, listDuePushes } from '#warehouse/ledger/alerts/list-due.ts';
import { lockAlert } from '#warehouse/ledger/alerts/lock-alert.ts';
import { releaseHeld, rescueLost } from '#warehouse/ledger/alerts/release-deliveries.ts';
import { toInstant, type AlertDesk } from './alert-desk.ts';
import type { Outcome } from './lifecycle/change.ts';
import { push } from './lifecycle/raise.ts';
import type { AlertSnapshot } from './lifecycle/snapshot.ts';
import { tick } from './lifecycle/tick.ts';
import { completeSnapshot, saveOutcome, system } from './snapshots.ts';

/** What a sweep did. */
export interface SweepReport {
  pushed: number;
  announced: number;
  released: number;
  rescued: number;
}

// An attempt takes at most 10 s and a queue picks up within a second: after a minute a job is lost.
const lostAfterSeconds = 60;

/**
 * The sweep, to be run every few seconds to a minute: pushes alerts whose wait is over, announces clocks at 50, 80, 100
 * and 150 %, sets deadlines whose calendar has come out, releases messages after the quiet hours, and queues
 * messages again whose job was lost. Running it twice, or two at once, does nothing twice.
 */
export async function checkClocks(desk: AlertDesk, at: { now: Date | string }): Promise<SweepReport> {
  const now = toInstant(at.now);
  const { ledger, policy } = desk;
  let pushed = 0;
  for (const alertId of await listDuePushes(ledger, now)) {
    if (await onAlert(desk, alertId, now, (alert) => push(alert, now, policy))) pushed += 1;
  }
  let announced = 0;
  for (const { alertId, clockId } of await listDueClocks(ledger, now, policy.calendar.version)) {
    if (await onAlert(desk, alertId, now, (alert) => tick(alert, clockId, now, policy))) announced += 1;
  }
  const released = await requeue(desk, (tx) => releaseHeld(tx, now));
  const rescued = await requeue(desk, (tx) => rescueLost(tx, lostAfterSeconds));
  return { pushed, announced, released, rescued };
}

/** Carries out what `decide` says about the alert, which is locked and read anew; false when that is nothing. */
function onAlert(
  desk: AlertDesk,
  alertId: string,
  now: string,
  decide: (alert: AlertSnapshot) => Outcome | undefined,
): Promise<boolean> {
  return inTransaction(desk.ledger, async (tx) => {
    const row = await lockAlert(tx, alertId, systemScope);
    if (!row) return false;
    const before = await completeSnapshot(tx, row);
    const outcome = decide(before);
    if (!outcome) return false;
    await saveOutcome(tx, desk, { before, outcome, actor: system, now });
    return true;
  });
}

function requeue(desk: AlertDesk, take: (tx: Parameters<typeof releaseHeld>[0]) => ReturnType<typeof releaseHeld>) {
  return inTransaction(desk.ledger, async (tx) => {
    const waiting = await take(tx);
    for (const deliveryId of waiting) await desk.enqueue(tx, { name: 'deliver', deliveryId });
    return waiting.length;
  });
}
