import { z } from 'zod';
import { noRow, runStatement, type Queryable, type Transaction } from '../ledger.ts';

const job = z.object({ deliveryId: z.string() });
const idsOf = (rows: z.infer<typeof job>[]): string[] => rows.map(({ deliveryId }) => deliveryId);

/** Makes messages that waited for the end of the quiet hours ready to send, and gives their ids; at most 500 at once. */
export async function releaseHeld(tx: Transaction, now: string): Promise<string[]> {
  const rows = await runStatement(tx, {
    name: 'release-held-deliveries',
    text: `update deliveries set status = 'pending', written_at = now() where delivery_id in (
        select delivery_id from deliveries where status = 'held' and not_before <= $1
        order by position limit 500 for update skip locked)
      returning delivery_id as "deliveryId"`,
    values: [now],
    row: job,
  });
  return idsOf(rows);
}

/**
 * Messages that should have been tried by now, in real time, and were not: their queue job was lost. Marks them as
 * written anew, so that the next sweep gives them another minute, and gives their ids; at most 500 at once.
 */
export async function rescueLost(tx: Transaction, lostAfterSeconds: number): Promise<string[]> {
  const rows = await runStatement(tx, {
    name: 'rescue-lost-deliveries',
    text: `update deliveries set written_at = now() where delivery_id in (
        select delivery_id from deliveries
        where status = 'pending' and channel <> 'inapp'
          and greatest(written_at, retry_at, claimed_at) < now() - make_interval(secs => $1)
        order by position limit 500 for update skip locked)
      returning delivery_id as "deliveryId"`,
    values: [lostAfterSeconds],
    row: job,
  });
  return idsOf(rows);
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
