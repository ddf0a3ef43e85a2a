import { z } from 'zod';
import { runStatement, type Transaction } from '../ledger.ts';

/** Marks the link of a message as used; false when it was used before or the message is not of this alert. */
export async function spendTicket(
  tx: Transaction,
  use: { alertId: string; deliveryId: string; userId: string; userName: string; at: string },
): Promise<boolean> {
  const rows = await runStatement(tx, {
    name: 'spend-ticket',
    text: `insert into alert_link_uses (delivery_id, at, user_id, user_name)
      select delivery_id, $3, $4, $5 from deliveries where delivery_id = $2 and alert_id = $1
      on conflict do nothing returning delivery_id`,
    values: [use.alertId, use.deliveryId, use.at, use.userId, use.userName],
    row: z.unknown(),
  });
  return rows.length > 0;
}
