import { z } from 'zod';
import type { DeliveryRow } from '../alerts/rows.ts';
import { runStatement, type Transaction } from '../ledger.ts';

const noticeRow = z.object({
  leadDepartment: z.string(),
  topicCode: z.string(),
  wardCode: z.string(),
  dueDay: z.string(),
  sensitive: z.boolean(),
  /** How often its unit was told of it, this time included. */
  notices: z.number(),
});

/** Counts one more message about a 专题 and gives what it may say. Throws where there is no such item. */
export async function countNotice(tx: Transaction, itemId: number): Promise<z.infer<typeof noticeRow>> {
  const [row] = await runStatement(tx, {
    name: 'count-special-notice',
    text: `update special_items set notices = notices + 1 where item_id = $1
           returning lead_department as "leadDepartment", topic_code as "topicCode", ward_code as "wardCode",
             to_char(due_day, 'YYYY-MM-DD') as "dueDay", sensitive, notices`,
    values: [itemId],
    row: noticeRow,
  });
  if (!row) throw new Error(`no special item ${itemId}`);
  return row;
}

/** Puts a message about a 专题 into the outbox; false when the same one is there already. */
export async function insertSpecialMessage(
  tx: Transaction,
  message: Omit<DeliveryRow, 'alertId' | 'assignmentId'> & { itemId: number },
): Promise<boolean> {
  const rows = await runStatement(tx, {
    name: 'insert-special-message',
    text: `insert into deliveries (delivery_id, item_id, seq, assignment_id, channel, target, reason, facts, status, not_before, created_at)
           values ($1, $2, $3, '', $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning delivery_id`,
    values: [
      message.deliveryId,
      message.itemId,
      message.seq,
      message.channel,
      message.target,
      message.reason,
      message.facts,
      message.status,
      message.notBefore,
      message.createdAt,
    ],
    row: z.object({ delivery_id: z.string() }),
  });
  return rows.length > 0;
}

/** Marks the link of a message as used; false when it was used before, or is of no item in the scope. */
export async function spendSpecialTicket(
  tx: Transaction,
  use: { itemId: number; deliveryId: string; userId: string; userName: string; at: string },
): Promise<boolean> {
  const rows = await runStatement(tx, {
    name: 'spend-special-ticket',
    text: `insert into alert_link_uses (delivery_id, at, user_id, user_name)
           select delivery_id, $3, $4, $5 from deliveries where delivery_id = $2 and item_id = $1
           on conflict do nothing returning delivery_id`,
    values: [use.itemId, use.deliveryId, use.at, use.userId, use.userName],
    row: z.object({ delivery_id: z.string() }),
  });
  return rows.length > 0;
}
