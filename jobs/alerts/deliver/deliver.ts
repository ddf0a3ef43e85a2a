import { systemScope } from '#warehouse/model/scope.ts';
import type { ClaimedDelivery } from '#warehouse/ledger/alerts/claim-delivery.ts';
import { finishAttempt, nextInLine, type Attempt } from '#warehouse/ledger/alerts/finish-attempt.ts';
import { lockAlert } from '#warehouse/ledger/alerts/lock-alert.ts';
import type { DeliveryChannel } from '#warehouse/ledger/alerts/rows.ts';
import { inTransaction, type Transaction } from '#warehouse/ledger/ledger.ts';
import { toInstant, type AlertDesk } from '../alert-desk.ts';
import { Change } from '../lifecycle/change.ts';
import { completeSnapshot, saveOutcome, system } from '../snapshots.ts';
import { resolveTarget, type AllowList } from './allow-list.ts';
import { backoffMs, maxAttempts } from './backoff.ts';
import { claimPaced, type Paces } from './claim-paced.ts';
import type { Endpoint } from './endpoints.ts';
import { factsSchema } from './facts.ts';
import { renderMessage } from './message.ts';
import { post, type PostResult } from './post.ts';
import type { Transport, Verdict } from './transport.ts';

/** What sending needs besides the desk. */
export interface PostOffice {
  transports: Partial<Record<DeliveryChannel, Transport>>;
  /** Channels that take only so much a minute; absent, nothing is held back. */
  paces?: Paces;
  /** By endpoint id, with their secrets. */
  endpoints: ReadonlyMap<string, Endpoint>;
  allow: AllowList;
  /** The login-protected page of an alert. */
  linkTo: (alertId: string) => string;
  /** For tests of slow receivers. */
  timeoutMs?: number;
}

/** 'nothing': not ours to send, or not now; see claimDelivery and claimPaced. */
export type DeliverResult = { kind: 'sent' | 'retry' | 'dead'; code: string } | { kind: 'nothing' };

/**
 * Makes one attempt at one message. Success, repeat or dead letter is written, with the queue job that follows from it, in
 * one transaction; a crash before that leads to another attempt with the same id: at least once, never lost.
 * `now` is the product's clock; the attempt itself, its signature and its repeats go by real time.
 */
export async function deliver(
  desk: AlertDesk,
  office: PostOffice,
  job: { deliveryId: string; now: Date | string },
): Promise<DeliverResult> {
  const claimed = await inTransaction(desk.ledger, (tx) => claimPaced(tx, desk, office.paces ?? {}, job.deliveryId));
  if (!claimed) return { kind: 'nothing' };
  const startedMs = Date.now();
  const { verdict, result } = await attempt(office, claimed, startedMs);
  const last = verdict.verdict === 'retry' && claimed.attempts >= maxAttempts;
  const finished: Attempt = {
    at: new Date(startedMs).toISOString(),
    ms: result?.ms ?? 0,
    httpStatus: result?.kind === 'answer' ? result.status : null,
    code: verdict.code,
    verdict: last ? 'dead' : verdict.verdict,
    delayMs: verdict.verdict === 'retry' ? Math.max(verdict.retryAfterMs ?? 0, backoffMs(claimed.attempts)) : 0,
    disable: verdict.disable ?? false,
  };
  await inTransaction(desk.ledger, (tx) => finish(tx, desk, { claimed, finished }, toInstant(job.now)));
  return { kind: finished.verdict, code: finished.code };
}

async function attempt(
  office: PostOffice,
  claimed: ClaimedDelivery,
  startedMs: number,
): Promise<{ verdict: Verdict; result?: PostResult }> {
  const endpoint = office.endpoints.get(claimed.target);
  const transport = office.transports[claimed.channel];
  // The configuration changed under the message; a person resends it once that is mended.
  if (!endpoint || !transport) return { verdict: { verdict: 'dead', code: 'endpoint_unknown' } };
  if (claimed.disabledReason !== null) return { verdict: { verdict: 'dead', code: 'endpoint_disabled' } };
  const target = await resolveTarget(office.allow, endpoint.url).catch(() => undefined);
  if (!target) return { verdict: { verdict: 'retry', code: 'name_not_resolved' } };
  if (target.kind === 'refused') return { verdict: { verdict: 'dead', code: 'target_refused' } };
  const facts = factsSchema.parse(JSON.parse(claimed.facts));
  const link = office.linkTo(claimed.alertId);
  const parcel = { deliveryId: claimed.deliveryId, facts, message: renderMessage(facts, link), link };
  const limits = office.timeoutMs === undefined ? {} : { timeoutMs: office.timeoutMs };
  const result = await post(transport.prepare(parcel, endpoint, startedMs), target, limits);
  return { verdict: transport.judge(result, startedMs), result };
}

async function finish(
  tx: Transaction,
  desk: AlertDesk,
  what: { claimed: ClaimedDelivery; finished: Attempt },
  now: string,
): Promise<void> {
  const { claimed, finished } = what;
  if (finished.verdict === 'dead') await logUndeliverable(tx, desk, what, now);
  await finishAttempt(tx, claimed, finished);
  if (finished.verdict === 'retry') {
    await desk.enqueue(tx, { name: 'deliver', deliveryId: claimed.deliveryId, delayMs: finished.delayMs });
    return;
  }
  const next = await nextInLine(tx, claimed);
  if (next) await desk.enqueue(tx, { name: 'deliver', deliveryId: next });
}

/** A dead letter stands in the alert's log, and its pages learn of it: somebody has to pick up the phone. */
async function logUndeliverable(
  tx: Transaction,
  desk: AlertDesk,
  { claimed, finished }: { claimed: ClaimedDelivery; finished: Attempt },
  now: string,
): Promise<void> {
  const row = await lockAlert(tx, claimed.alertId, systemScope);
  if (!row) return;
  const before = await completeSnapshot(tx, row);
  const change = new Change(before, now, desk.policy);
  const { assignmentId, channel, target, deliveryId } = claimed;
  change.log('undeliverable', { assignmentId, detail: { channel, target, deliveryId, code: finished.code } });
  await saveOutcome(tx, desk, { before, outcome: change.done(false), actor: system, now });
}
