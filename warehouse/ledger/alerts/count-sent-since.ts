import { z } from 'zod';
import { runStatement, type Transaction } from '../ledger.ts';

/** How many messages to a target were written since an instant of the product's clock, those on their way included. */
export async function countSentSince(tx: Transaction, target: string, since: string): Promise<number> {
  const [row] = await runStatement(tx, {
    name: 'count-sent-since',
    text: `select count(*) as sent from deliveries
      where target = $1 and created_at >= $2 and status in ('pending', 'sent')`,
    values: [target, since],
    row: z.object({ sent: z.number() }),
  });
  return row?.sent ?? 0;
}
