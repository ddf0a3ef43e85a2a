import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { inTransaction, type Ledger } from '#warehouse/ledger/ledger.ts';
import { seesSpecialItem } from '#warehouse/ledger/special-items/special-items.ts';
import { spendSpecialTicket } from '#warehouse/ledger/special-items/special-messages.ts';
import type { Scope } from '#warehouse/model/scope.ts';
import { readTicket, specialTicketOf } from './deliver/ticket.ts';

/**
 * Spends the ticket of a message about a 专题: the first to open it, signed in and in scope, is written down. It opens nothing
 * by itself, and a second time it changes nothing.
 */
export function openSpecialLink(
  ledger: Ledger,
  order: { itemId: number; ticket: string; key: Buffer; by: { id: string; name: string }; scope: Scope; now: string },
): Promise<'first' | 'spent' | 'invalid'> {
  const { itemId, ticket, key, by, scope, now } = order;
  const deliveryId = readTicket(key, specialTicketOf(itemId), ticket);
  if (!deliveryId) return Promise.resolve('invalid');
  return inTransaction(ledger, async (tx) => {
    if (!(await seesSpecialItem(tx, scope, itemId))) return 'invalid';
    if (!(await spendSpecialTicket(tx, { itemId, deliveryId, userId: by.id, userName: by.name, at: now })))
      return 'spent';
    const line = { at: now, actorId: by.id, actorName: by.name, action: 'special.read', target: String(itemId) };
    await appendAudit(tx, { ...line, detail: { deliveryId } });
    return 'first';
  });
}
