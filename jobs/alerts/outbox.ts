import { createHash } from 'node:crypto';
import type { Transaction } from '#warehouse/ledger/ledger.ts';
import { insertDelivery } from '#warehouse/ledger/alerts/insert-delivery.ts';
import type { DeliveryRow } from '#warehouse/ledger/alerts/rows.ts';
import type { AlertDesk } from './alert-desk.ts';
import { endpointsOf } from './deliver/endpoints.ts';
import { factsFor } from './deliver/facts.ts';
import type { Outcome } from './lifecycle/change.ts';
import { afterQuietHours } from './lifecycle/quiet-hours.ts';
import type { AlertSnapshot, Notice } from './lifecycle/snapshot.ts';

/** The stable name of a message: the same transition to the same target has the same id, whatever happens. */
function deliveryIdOf(key: Pick<DeliveryRow, 'alertId' | 'seq' | 'channel' | 'target'>): string {
  const text = [key.alertId, key.seq, key.channel, key.target].join('\u001f');
  return `msg_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

/** Writes the messages of a transition and their queue jobs: one for the pages, one per unit and channel of each notice. */
export async function writeOutbox(tx: Transaction, desk: AlertDesk, outcome: Outcome, now: string): Promise<void> {
  const { alert, logs, notices } = outcome;
  if (logs.length === 0) return;
  await insertDelivery(tx, forPages(alert, notices[0]?.reason ?? 'changed', now));
  const messages = notices.flatMap((notice) =>
    notice.assignmentIds.flatMap((assignmentId) => forUnit(desk, alert, { notice, assignmentId }, now)),
  );
  for (const message of messages) {
    const fresh = await insertDelivery(tx, message);
    if (fresh && message.status === 'pending') {
      await desk.enqueue(tx, { name: 'deliver', deliveryId: message.deliveryId });
    }
  }
}

/** What open pages learn: that the alert changed; they read the rest within their own scope. */
function forPages(alert: AlertSnapshot, reason: string, now: string): DeliveryRow {
  const key = { alertId: alert.alertId, seq: alert.seq, channel: 'inapp' as const, target: 'page' };
  const rest = { assignmentId: '', reason, facts: '{}', status: 'sent' as const, notBefore: now, createdAt: now };
  return { deliveryId: deliveryIdOf(key), ...key, ...rest };
}

function forUnit(
  desk: AlertDesk,
  alert: AlertSnapshot,
  to: { notice: Notice; assignmentId: string },
  now: string,
): DeliveryRow[] {
  const { notice, assignmentId } = to;
  const facts = factsFor(alert, notice, assignmentId, { now, wardNames: desk.policy.wardNames });
  const code = alert.assignments.find((one) => one.assignmentId === assignmentId)?.departmentCode ?? '';
  const department = desk.policy.departments.get(code);
  const notBefore = alert.level === 'red' ? now : afterQuietHours(now);
  const silenced = alert.silencedUntil !== null && alert.silencedUntil > now;
  const status = silenced ? 'muted' : notBefore > now ? 'held' : 'pending';
  return (department ? endpointsOf(department) : []).map((endpoint) => {
    const key = { alertId: alert.alertId, seq: alert.seq, channel: endpoint.kind, target: endpoint.endpointId };
    const { reason } = notice;
    const rest = { assignmentId, reason, facts: JSON.stringify(facts), status, notBefore, createdAt: now } as const;
    return { deliveryId: deliveryIdOf(key), ...key, ...rest };
  });
}
