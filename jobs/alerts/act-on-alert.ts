import { createHash } from 'node:crypto';
import type { Scope } from '#warehouse/model/scope.ts';
import { inTransaction, type Transaction } from '#warehouse/ledger/ledger.ts';
import { lockAlert } from '#warehouse/ledger/alerts/lock-alert.ts';
import { findAction, recordAction } from '#warehouse/ledger/alerts/recorded-action.ts';
import { toInstant, type AlertDesk } from './alert-desk.ts';
import type { ActResult, Actor, AlertAction, Refusal } from './contract.ts';
import { act } from './lifecycle/act.ts';
import { allowedActions } from './lifecycle/allowed.ts';
import type { AlertSnapshot } from './lifecycle/snapshot.ts';
import { completeSnapshot, saveOutcome } from './snapshots.ts';

/** One person's action on an alert. */
export interface AlertRequest {
  alertId: string;
  /** '' for an action on the alert as a whole. */
  assignmentId: string;
  /** Parsed by alertActionSchema. */
  action: AlertAction;
  actor: Actor;
  /** The version that the person saw. */
  version: number;
  /** One per press of a button: a repeat gets the first answer and does nothing. */
  idempotencyKey: string;
  /** What the person may see; an alert outside it does not exist. */
  scope: Scope;
  now: Date | string;
}

/** Carries out an action with its log line, clocks and messages in one transaction, or refuses it with what is allowed. */
export function actOnAlert(desk: AlertDesk, request: AlertRequest): Promise<ActResult> {
  return inTransaction(desk.ledger, (tx) => actWithin(tx, desk, request));
}

async function actWithin(tx: Transaction, desk: AlertDesk, request: AlertRequest): Promise<ActResult> {
  const row = await lockAlert(tx, request.alertId, request.scope);
  if (!row) return { kind: 'refused', reason: 'not_found', allowed: [], version: 0 };
  const before = await completeSnapshot(tx, row);
  const requestHash = hashOf(request);
  const known = await findAction(tx, request.idempotencyKey);
  if (known) {
    return known.requestHash === requestHash
      ? (JSON.parse(known.result) as ActResult)
      : refuse(before, request, 'key_reused');
  }
  if (row.version !== request.version) return refuse(before, request, 'stale_version');
  const now = toInstant(request.now);
  const decision = act(before, { ...request, action: masked(request.action, desk.mask) }, now, desk.policy);
  if (!decision.ok) return refuse(before, request, decision.reason);
  await saveOutcome(tx, desk, { before, outcome: decision, actor: request.actor, now });
  const { alertId, state, version } = decision.alert;
  const result: ActResult = { kind: 'done', alertId, state, version };
  await recordAction(tx, { key: request.idempotencyKey, requestHash, result: JSON.stringify(result), at: now });
  return result;
}

function refuse(alert: AlertSnapshot, request: AlertRequest, reason: Refusal): ActResult {
  const assignment = alert.assignments.find((one) => one.assignmentId === request.assignmentId);
  const asked = { assignment, actor: request.actor, now: toInstant(request.now) };
  return { kind: 'refused', reason, allowed: allowedActions(alert, asked), version: alert.version };
}

/** Replies and reasons go into a log that nothing can be taken out of, so personal data must not get in. */
function masked(action: AlertAction, mask: AlertDesk['mask']): AlertAction {
  if (!('note' in action)) return action;
  const note = mask(action.note);
  return action.action === 'return' ? { ...action, note, basis: mask(action.basis) } : { ...action, note };
}

function hashOf({ alertId, assignmentId, action, actor }: AlertRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([alertId, assignmentId, action, actor.id]))
    .digest('hex');
}
