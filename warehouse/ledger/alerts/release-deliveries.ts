import { z } from 'zod';
import { noRow, runStatement, type Queryable, type Transaction } from '../ledger.ts';

const job = z.object({ deliveryId: z.string(), attempts: z.number() });
export type WaitingDelivery = z.infer<typeof job>;

/** Makes messages that waited for the end of the quiet hours ready to send, and gives them; at most 500 at once. */
export function releaseHeld(tx: Transaction, now: string): Promise<WaitingDelivery[]> {
  return runStatement(tx, {
    name: 'release-held-deliveries',
    text: `update deliveries set status = 'pending', written_at = now() where delivery_id in (
        select delivery_id from deliveries where status = 'held' and not_before <= $1
        order by position limit 500 for update skip locked)
      returning delivery_id as "deliveryId", attempts`,
    values: [now],
    row: job,
  });
}

/**
 * Messages that should have been tried by now, in real time, and were not: their queue job was lost. Marks them as
 * written anew, so that the next sweep gives them another minute; at most 500 at once.
 */
export function rescueLost(tx: Transaction, lostAfterSeconds: number): Promise<WaitingDelivery[]> {
  return runStatement(tx, {
    name: 'rescue-lost-deliveries',
    text: `update deliveries set written_at = now() where delivery_id in (
        select delivery_id from deliveries
        where status = 'pending' and channel <> 'inapp'
          and greatest(written_at, retry_at, claimed_at) < now() - make_interval(secs => $1)
        order by position limit 500 for update skip locked)
      returning delivery_id as "deliveryId", attempts`,
    values: [lostAfterSeconds],
    row: job,
  });
}

/** Drops messages that still wait for the morning when their matter has ended by itself. */
export async function voidHeld(on: Queryable, alertId: string): Promise<void> {
  await runStatement(on, {
    name: 'void-held-deliveries',
    text: `update deliveries set status = 'void' where alert_id = $1 and status = 'held'`,
    values: [alertId],
    row: noRow,
  });
}
