import { runStatement, type Transaction } from '../ledger.ts';
import { claimedDelivery, claimedFields, type ClaimedDelivery } from './claim-delivery.ts';

/**
 * Takes the messages that wait for a target for one attempt together, oldest first, at most `most`; none when no more than
 * `above` wait. Those of 红 go by themselves. Every one keeps its place behind earlier ones of its alert, because those are
 * taken with it.
 */
export async function claimDigest(
  tx: Transaction,
  target: string,
  limits: { above: number; most: number; staleSeconds: number },
): Promise<ClaimedDelivery[]> {
  const rows = await runStatement(tx, {
    name: 'claim-digest',
    text: `with waiting as (
        select d.delivery_id, d.position from deliveries d join alerts a using (alert_id)
        where d.target = $1 and d.status = 'pending' and a.level <> 'red'
          and (d.claimed_at is null or d.claimed_at < now() - make_interval(secs => $2))
          and not exists (select 1 from deliveries e where e.alert_id = d.alert_id and e.target = d.target
            and e.position < d.position and e.status = 'pending'
            and e.claimed_at >= now() - make_interval(secs => $2))
        order by d.position limit $4 for update of d skip locked),
      first as (select delivery_id from waiting order by position limit 1)
      update deliveries d set claimed_at = now(), attempts = d.attempts + 1, digest_id = (select delivery_id from first)
      from waiting w where w.delivery_id = d.delivery_id and (select count(*) from waiting) > $3
      returning ${claimedFields}, d.position, (select e.disabled_reason from delivery_endpoints e
        where e.endpoint_id = d.target and e.disabled_at is not null) as "disabledReason"`,
    values: [target, limits.staleSeconds, limits.above, limits.most],
    row: claimedDelivery.extend({ position: claimedDelivery.shape.attempts }),
  });
  return rows.toSorted((a, b) => a.position - b.position).map(({ position: _position, ...row }) => row);
}
