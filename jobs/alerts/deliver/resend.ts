import { reviveDelivery } from '#warehouse/ledger/alerts/revive-delivery.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import type { AlertDesk } from '../alert-desk.ts';

/** 重发: queues a dead message again, with its old id; false when it is not dead. */
export function resendDelivery(desk: AlertDesk, deliveryId: string): Promise<boolean> {
  return inTransaction(desk.ledger, async (tx) => {
    const revived = await reviveDelivery(tx, deliveryId);
    if (revived) await desk.enqueue(tx, { name: 'deliver', deliveryId });
    return revived;
  });
}
