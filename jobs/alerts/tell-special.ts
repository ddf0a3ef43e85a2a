import { createHash } from 'node:crypto';
import type { ClaimedDelivery } from '#warehouse/ledger/alerts/claim-delivery.ts';
import type { Transaction } from '#warehouse/ledger/ledger.ts';
import { countNotice, insertSpecialMessage } from '#warehouse/ledger/special-items/special-messages.ts';
import type { AlertDesk } from './alert-desk.ts';
import { endpointsOf } from './deliver/endpoints.ts';
import type { SpecialFacts, SpecialReason } from './deliver/special-facts.ts';
import { topicName } from '../topics/taxonomy.ts';
import { afterQuietHours } from './lifecycle/quiet-hours.ts';

/**
 * Tells the lead unit of a 专题 by all its channels what became of it, in the transaction in which that was done: the rows of
 * the outbox and their queue jobs, which then go as those of alerts do. Nobody is woken for it.
 */
export async function tellSpecial(
  tx: Transaction,
  desk: AlertDesk,
  told: { itemId: number; reason: SpecialReason; now: string },
): Promise<void> {
  const { itemId, reason, now } = told;
  const item = await countNotice(tx, itemId);
  const department = desk.policy.departments.get(item.leadDepartment);
  if (!department) return;
  const { topicCode, wardCode, dueDay, notices: seq } = item;
  const isWide = wardCode === '' || wardCode === desk.policy.districtCode;
  const wardName = isWide ? '全区' : (desk.policy.wardNames.get(wardCode) ?? wardCode);
  const subject = { topicCode, topicName: topicName(topicCode), wardCode, wardName };
  const facts: SpecialFacts = {
    itemId,
    reason,
    departmentName: department.name,
    dueDay,
    at: now,
    ...(item.sensitive ? {} : { subject }),
  };
  const message = { itemId, seq, reason, facts: JSON.stringify(facts), now };
  for (const endpoint of endpointsOf(department))
    if (!endpoint.fallback) await write(tx, desk, { ...message, channel: endpoint.kind, target: endpoint.endpointId });
}

/** A message that will never arrive goes by the unit's channels of last resort, once. */
export async function tellSpecialByFallback(
  tx: Transaction,
  desk: AlertDesk,
  failed: ClaimedDelivery,
  now: string,
): Promise<void> {
  const ofUnit = [...desk.policy.departments.values()]
    .map(endpointsOf)
    .find((endpoints) => endpoints.some(({ endpointId }) => endpointId === failed.target));
  for (const { endpointId, kind, fallback } of ofUnit ?? [])
    if (fallback && endpointId !== failed.target)
      await write(tx, desk, { ...failed, channel: kind, target: endpointId, now });
}

type Message = Pick<ClaimedDelivery, 'itemId' | 'seq' | 'channel' | 'target' | 'reason' | 'facts'> & { now: string };

async function write(tx: Transaction, desk: AlertDesk, message: Message): Promise<void> {
  const { itemId, seq, channel, target, reason, facts, now } = message;
  const key = ['special', itemId, seq, channel, target].join('\u001f');
  const deliveryId = `msg_${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
  const notBefore = afterQuietHours(now, desk.policy.quiet);
  const status = notBefore > now ? 'held' : 'pending';
  const what = { deliveryId, itemId, seq, channel, target, reason, facts };
  const isFresh = await insertSpecialMessage(tx, { ...what, status, notBefore, createdAt: now });
  if (isFresh && notBefore <= now) await desk.enqueue(tx, { name: 'deliver', deliveryId });
}
