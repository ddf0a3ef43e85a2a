import { systemScope } from '#warehouse/model/scope.ts';
import type { ClaimedDelivery } from '#warehouse/ledger/alerts/claim-delivery.ts';
import { finishAttempt, nextInLine, type Attempt } from '#warehouse/ledger/alerts/finish-attempt.ts';
import { lockAlert } from '#warehouse/ledger/alerts/lock-alert.ts';
import { inTransaction, type Transaction } from '#warehouse/ledger/ledger.ts';
import { toInstant, type AlertDesk } from '../alert-desk.ts';
import { Change } from '../lifecycle/change.ts';
import { calledPerson } from '../lifecycle/duty.ts';
import { noticeReasons, type NoticeReason } from '../lifecycle/snapshot.ts';
import { completeSnapshot, saveOutcome, system } from '../snapshots.ts';
import { tellSpecialByFallback } from '../tell-special.ts';
import { backoffMs, maxAttempts } from './backoff.ts';
import { claimPaced } from './claim-paced.ts';
import { attempt, type PostOffice } from './post-office.ts';
import { callNext, copyToNext } from '../lifecycle/call-next.ts';
import { factsSchema } from './facts.ts';
import { personOfEndpoint } from './endpoints.ts';

export type { PostOffice } from './post-office.ts';

/** 'nothing': not ours to send, or not now; see claimDelivery and claimPaced. */
export type DeliverResult = { kind: 'sent' | 'retry' | 'dead'; code: string } | { kind: 'nothing' };

/**
 * Makes one attempt at one message, together with others that wait for the same people where they are many. Success,
 * repeat or dead letter is written, with the queue job that follows from it, in one transaction; a crash before that leads
 * to another attempt with the same id: at least once, never lost.
 * `now` is the product's clock; the attempt itself, its signature and its repeats go by real time.
 */
export async function deliver(
  desk: AlertDesk,
  office: PostOffice,
  job: { deliveryId: string; now: Date | string },
): Promise<DeliverResult> {
  const { deliveryId } = job;
  const nowMs = office.nowMs?.() ?? Date.now();
  const claimed = await inTransaction(desk.ledger, (tx) => claimPaced(tx, desk, office, { deliveryId, nowMs }));
  if (claimed.length === 0) return { kind: 'nothing' };
  const startedMs = Date.now();
  const { verdict, ms, httpStatus } = await attempt(office, claimed, startedMs);
  const at = new Date(startedMs).toISOString();
  const finished = claimed.map((each): Attempt => {
    const last = verdict.verdict === 'retry' && each.attempts >= maxAttempts;
    return {
      at,
      ms,
      httpStatus,
      code: verdict.code,
      verdict: last ? 'dead' : verdict.verdict,
      delayMs: verdict.verdict === 'retry' ? Math.max(verdict.retryAfterMs ?? 0, backoffMs(each.attempts)) : 0,
      disable: verdict.disable ?? false,
    };
  });
  const now = toInstant(job.now);
  await inTransaction(desk.ledger, async (tx) => {
    for (const [index, each] of claimed.entries())
      await finish(tx, desk, { claimed: each, finished: finished[index]! }, now);
  });
  return { kind: finished[0]!.verdict, code: verdict.code };
}

interface Finished {
  claimed: ClaimedDelivery;
  finished: Attempt;
}

async function finish(tx: Transaction, desk: AlertDesk, what: Finished, now: string): Promise<void> {
  const { claimed, finished } = what;
  if (finished.verdict === 'dead' && claimed.itemId !== 0) await tellSpecialByFallback(tx, desk, claimed, now);
  else if (finished.verdict === 'dead') await logUndeliverable(tx, desk, what, now);
  await finishAttempt(tx, claimed, finished);
  if (finished.verdict === 'retry') {
    await desk.enqueue(tx, { name: 'deliver', deliveryId: claimed.deliveryId, delayMs: finished.delayMs });
    return;
  }
  const next = await nextInLine(tx, claimed);
  if (next) await desk.enqueue(tx, { name: 'deliver', deliveryId: next });
}

/**
 * A dead letter stands in the alert's log, and its pages learn of it. A person's leads to the next one on duty, of the unit or
 * of the ward that gets copies; a unit's to its channels of last resort.
 */
async function logUndeliverable(
  tx: Transaction,
  desk: AlertDesk,
  { claimed, finished }: Finished,
  now: string,
): Promise<void> {
  const row = await lockAlert(tx, claimed.alertId, systemScope);
  if (!row) return;
  const before = await completeSnapshot(tx, row);
  const change = new Change(before, now, desk.policy);
  const { assignmentId, channel, target, deliveryId } = claimed;
  change.log('undeliverable', { assignmentId, detail: { channel, target, deliveryId, code: finished.code } });
  const assignment = before.assignments.find((one) => one.assignmentId === assignmentId);
  const person = assignment && calledPerson(assignment);
  const personal = person && desk.policy.dutyEndpoints(person).some(({ endpointId }) => endpointId === target);
  const reason = noticeReasons.find((known) => known === claimed.reason) as NoticeReason;
  const copied = factsSchema.parse(JSON.parse(claimed.facts)).role === 'copy' ? personOfEndpoint(target) : undefined;
  if (copied) copyToNext(change, { assignmentId, reason, ...copied });
  else if (personal) callNext(change, assignmentId, 'undeliverable');
  else if (assignment) change.notify(reason, [assignmentId], '', 'fallback');
  await saveOutcome(tx, desk, { before, outcome: change.done(false), actor: system, now });
}
