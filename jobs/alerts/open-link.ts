import type { Scope } from '#warehouse/model/scope.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import { lockAlert } from '#warehouse/ledger/alerts/lock-alert.ts';
import { spendTicket } from '#warehouse/ledger/alerts/spend-ticket.ts';
import type { AlertDesk } from './alert-desk.ts';
import { readTicket } from './deliver/ticket.ts';
import { Change } from './lifecycle/change.ts';
import { completeSnapshot, saveOutcome } from './snapshots.ts';

/**
 * Spends the ticket of a message's link: the first to open it, signed in and in scope, is written down. It opens nothing by
 * itself, and a second time it changes nothing.
 */
export function openLink(
  desk: AlertDesk,
  order: { alertId: string; ticket: string; key: Buffer; by: { id: string; name: string }; scope: Scope; now: string },
): Promise<'first' | 'spent' | 'invalid'> {
  const { alertId, ticket, key, by, scope, now } = order;
  const deliveryId = readTicket(key, alertId, ticket);
  if (!deliveryId) return Promise.resolve('invalid');
  return inTransaction(desk.ledger, async (tx) => {
    const row = await lockAlert(tx, alertId, scope);
    if (!row) return 'invalid';
    if (!(await spendTicket(tx, { alertId, deliveryId, userId: by.id, userName: by.name, at: now }))) return 'spent';
    const before = await completeSnapshot(tx, row);
    const change = new Change(before, now, desk.policy);
    change.log('opened', { detail: { deliveryId } });
    await saveOutcome(tx, desk, { before, outcome: change.done(false), actor: by, now });
    return 'first';
  });
}
