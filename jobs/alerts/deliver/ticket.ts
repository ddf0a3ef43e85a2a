import { createHmac, timingSafeEqual } from 'node:crypto';

// 128 bits: not to be guessed, and short enough for a short message.
const signatureBytes = 16;

/** The ticket of a message: names it, and shows that the link was made here for this alert. */
export function ticketFor(key: Buffer, alertId: string, deliveryId: string): string {
  return `${deliveryId}.${signatureOf(key, alertId, deliveryId).toString('base64url')}`;
}

/** What stands for a 专题 where tickets name an alert; no alert is called so. */
export const specialTicketOf = (itemId: number): string => `special ${itemId}`;

/** The message that a ticket was made for; undefined when it was not made here, or for another alert. */
export function readTicket(key: Buffer, alertId: string, ticket: string): string | undefined {
  const [deliveryId = '', signature = ''] = ticket.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = signatureOf(key, alertId, deliveryId);
  return given.length === expected.length && timingSafeEqual(given, expected) ? deliveryId : undefined;
}

function signatureOf(key: Buffer, alertId: string, deliveryId: string): Buffer {
  const text = `minqing link\u001f${alertId}\u001f${deliveryId}`;
  return createHmac('sha256', key).update(text).digest().subarray(0, signatureBytes);
}
