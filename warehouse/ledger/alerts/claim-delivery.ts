import { z } from 'zod';
import { runStatement, type Queryable } from '../ledger.ts';
import { selectList } from '../row-sql.ts';
import { deliveryRow } from './rows.ts';

export const claimedDelivery = deliveryRow.omit({ status: true, notBefore: true, createdAt: true }).extend({
  /** Of an alert, a report or a 专题; '' and 0 where the message is about another. */
  alertId: z.string(),
  reportId: z.string(),
  itemId: z.number(),
  attempts: z.number(),
  disabledReason: z.string().nullable(),
});
/** A message that is ours to send; `attempts` counts this attempt. */
export type ClaimedDelivery = z.infer<typeof claimedDelivery>;

export const claimedFields = `coalesce(d.alert_id, '') as "alertId", coalesce(d.report_id, '') as "reportId",
  coalesce(d.item_id, 0) as "itemId",
  ${selectList(claimedDelivery.omit({ alertId: true, reportId: true, itemId: true, disabledReason: true }), 'd')}`;

/**
 * Takes a message for one attempt. Undefined when it is not ours to send: sent, dead or muted, claimed by another
 * worker less than `staleSeconds` ago, or behind an earlier message of its alert or 专题 to the same target.
 */
export async function claimDelivery(
  on: Queryable,
  deliveryId: string,
  staleSeconds: number,
): Promise<ClaimedDelivery | undefined> {
  const [claimed] = await runStatement(on, {
    name: 'claim-delivery',
    text: `update deliveries d set claimed_at = now(), attempts = d.attempts + 1, digest_id = null
      where d.delivery_id = $1 and d.status = 'pending' and d.channel <> 'inapp'
        and (d.claimed_at is null or d.claimed_at < now() - make_interval(secs => $2))
        and not exists (select 1 from deliveries e where e.alert_id = d.alert_id and e.target = d.target
          and e.position < d.position and e.status = 'pending')
        and not exists (select 1 from deliveries e where e.item_id = d.item_id and e.target = d.target
          and e.position < d.position and e.status = 'pending')
      returning ${claimedFields}, (select e.disabled_reason from delivery_endpoints e
        where e.endpoint_id = d.target and e.disabled_at is not null) as "disabledReason"`,
    values: [deliveryId, staleSeconds],
    row: claimedDelivery,
  });
  return claimed;
}
