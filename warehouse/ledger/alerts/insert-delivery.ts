import { z } from 'zod';
import { runStatement, type Transaction } from '../ledger.ts';
import { valuesOf } from '../row-sql.ts';
import { deliveryRow, type DeliveryRow } from './rows.ts';

/** Puts one message into the outbox; false when the same one is there already. */
export async function insertDelivery(tx: Transaction, delivery: DeliveryRow): Promise<boolean> {
  const inserted = await runStatement(tx, {
    name: 'insert-delivery',
    text: `insert into deliveries
      (delivery_id, alert_id, seq, assignment_id, channel, target, reason, facts, status, not_before, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning delivery_id`,
    values: valuesOf(deliveryRow, delivery),
    row: z.object({ delivery_id: z.string() }),
  });
  return inserted.length > 0;
}
