import { z } from 'zod';
import { noRow, runStatement, type Queryable, type Transaction } from '../ledger.ts';
import type { ClaimedDelivery } from './claim-delivery.ts';

/** How an attempt went; `at` in real time. */
export interface Attempt {
  at: string;
  ms: number;
  httpStatus: number | null;
  code: string;
  verdict: 'sent' | 'retry' | 'dead';
  /** Real milliseconds until the next attempt, for a retry. */
  delayMs: number;
  /** The endpoint asked never to be called again (410). */
  disable: boolean;
}

/** Writes an attempt, what it means for its message, and for the health of its endpoint. */
export async function finishAttempt(tx: Transaction, claimed: ClaimedDelivery, attempt: Attempt): Promise<void> {
  const { deliveryId, attempts, target } = claimed;
  const { at, ms, httpStatus, code, verdict } = attempt;
  await runStatement(tx, {
    name: 'insert-delivery-attempt',
    text: `insert into delivery_attempts (delivery_id, attempt, at, ms, http_status, code, verdict)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [deliveryId, attempts, at, ms, httpStatus, code, verdict],
    row: noRow,
  });
  await runStatement(tx, {
    name: 'update-delivery',
    text: `update deliveries set status = $2, last_code = $3, claimed_at = null,
        sent_at = case when $2 = 'sent' then now() end,
        retry_at = case when $2 = 'pending' then now() + make_interval(secs => $4) end
      where delivery_id = $1`,
    values: [deliveryId, verdict === 'retry' ? 'pending' : verdict, code, attempt.delayMs / 1000],
    row: noRow,
  });
  await runStatement(tx, {
    name: 'update-endpoint-health',
    text: `insert into delivery_endpoints as e
        (endpoint_id, disabled_at, disabled_reason, failures_in_a_row, last_ok_at)
      values ($1, case when $3 then now() end, case when $3 then $4 else '' end,
        case when $2 then 0 else 1 end, case when $2 then now() end)
      on conflict (endpoint_id) do update set
        disabled_at = case when $3 then now() else e.disabled_at end,
        disabled_reason = case when $3 then $4 else e.disabled_reason end,
        failures_in_a_row = case when $2 then 0 else e.failures_in_a_row + 1 end,
        last_ok_at = case when $2 then now() else e.last_ok_at end`,
    values: [target, verdict === 'sent', attempt.disable, code],
    row: noRow,
  });
}

/** The message that waited behind the one just finished, if any. */
export async function nextInLine(on: Queryable, claimed: ClaimedDelivery): Promise<string | undefined> {
  const [next] = await runStatement(on, {
    name: 'next-delivery-in-line',
    text: `select delivery_id as "deliveryId" from deliveries
      where (alert_id = $1 or item_id = $3) and target = $2 and status = 'pending' order by position limit 1`,
    values: [claimed.alertId, claimed.target, claimed.itemId],
    row: z.object({ deliveryId: z.string() }),
  });
  return next?.deliveryId;
}
