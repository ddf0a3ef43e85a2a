import { z } from 'zod';
import { noRow, runStatement, type Transaction } from '../ledger.ts';
import { alertRow, deliveryRow } from './rows.ts';

const row = alertRow.pick({ level: true }).extend({ recent: z.number(), lastSecond: z.number() });

/**
 * How many messages its target was sent in the last minute, real time, those on their way included. Nobody else asks about
 * the same target until the transaction ends, so that a claim inside it is counted by the next.
 */
export async function countRecentTo(
  tx: Transaction,
  delivery: { deliveryId: string; target: string },
): Promise<z.infer<typeof row> | undefined> {
  const { deliveryId, target } = delivery;
  await runStatement(tx, {
    name: 'lock-target',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 11))',
    values: [target],
    row: noRow,
  });
  const [found] = await runStatement(tx, {
    name: 'count-recent-deliveries',
    // A report or a 专题 is never an emergency.
    text: `select coalesce(a.level, 'blue') as level,
        (select count(distinct coalesce(o.digest_id, o.delivery_id)) from deliveries o
            where o.target = d.target and o.claimed_at > now() - interval '1 minute')
        + (select count(distinct coalesce(o.digest_id || t.at::text, o.delivery_id || t.attempt))
            from deliveries o join delivery_attempts t using (delivery_id)
            where o.target = d.target and t.at > now() - interval '1 minute') as recent,
        (select count(distinct coalesce(o.digest_id, o.delivery_id)) from deliveries o
            where o.target = d.target and o.claimed_at > now() - interval '1 second')
        + (select count(distinct coalesce(o.digest_id || t.at::text, o.delivery_id || t.attempt))
            from deliveries o join delivery_attempts t using (delivery_id)
            where o.target = d.target and t.at > now() - interval '1 second') as "lastSecond"
      from deliveries d left join alerts a using (alert_id) where d.delivery_id = $1`,
    values: [deliveryId],
    row,
  });
  return found;
}

/** Puts a message off by some real milliseconds. */
export async function postpone(tx: Transaction, deliveryId: string, delayMs: number): Promise<void> {
  await runStatement(tx, {
    name: 'postpone-delivery',
    text: `update deliveries set retry_at = now() + make_interval(secs => $2) where delivery_id = $1 and status = 'pending'`,
    values: [deliveryId, delayMs / 1000],
    row: noRow,
  });
}

const targetRow = deliveryRow.pick({ channel: true, target: true }).extend({ isAlert: z.boolean() });

/** Channel and target of a message, and whether it is about an alert. */
export async function findDeliveryTarget(
  tx: Transaction,
  deliveryId: string,
): Promise<z.infer<typeof targetRow> | undefined> {
  const [found] = await runStatement(tx, {
    name: 'find-delivery-target',
    text: `select channel, target, alert_id is not null as "isAlert" from deliveries where delivery_id = $1`,
    values: [deliveryId],
    row: targetRow,
  });
  return found;
}
