import type { Scope } from '#warehouse/model/scope.ts';
import { lockAlert } from '#warehouse/ledger/alerts/lock-alert.ts';
import { reviveDelivery } from '#warehouse/ledger/alerts/revive-delivery.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import type { AlertDesk } from '../alert-desk.ts';
import { Change } from '../lifecycle/change.ts';
import { completeSnapshot, saveOutcome } from '../snapshots.ts';

/** 重发: queues a dead message again, with its old id, and says so in the log; false when it is not dead or not in scope. */
export function resendDelivery(
  desk: AlertDesk,
  order: { alertId: string; deliveryId: string; by: { id: string; name: string }; scope: Scope; now: string },
): Promise<boolean> {
  const { alertId, deliveryId, by, scope, now } = order;
  return inTransaction(desk.ledger, async (tx) => {
    const row = await lockAlert(tx, alertId, scope);
    if (!row || !(await reviveDelivery(tx, alertId, deliveryId))) return false;
    const before = await completeSnapshot(tx, row);
    const change = new Change(before, now, desk.policy);
    change.log('resend', { detail: { deliveryId } });
    await saveOutcome(tx, desk, { before, outcome: change.done(false), actor: by, now });
    await desk.enqueue(tx, { name: 'deliver', deliveryId });
    return true;
  });
}
