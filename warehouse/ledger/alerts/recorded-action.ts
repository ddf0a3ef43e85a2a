import { z } from 'zod';
import { noRow, runStatement, type Transaction } from '../ledger.ts';

const row = z.object({ requestHash: z.string(), result: z.string() });

/** What was answered under an idempotency key, if anything. */
export async function findAction(tx: Transaction, key: string): Promise<z.infer<typeof row> | undefined> {
  const [found] = await runStatement(tx, {
    name: 'find-alert-action',
    text: 'select request_hash as "requestHash", result from alert_actions where idempotency_key = $1',
    values: [key],
    row,
  });
  return found;
}

/** Keeps the answer given under an idempotency key. */
export async function recordAction(
  tx: Transaction,
  action: { key: string; requestHash: string; result: string; at: string },
): Promise<void> {
  await runStatement(tx, {
    name: 'record-alert-action',
    text: 'insert into alert_actions (idempotency_key, request_hash, result, at) values ($1, $2, $3, $4)',
    values: [action.key, action.requestHash, action.result, action.at],
    row: noRow,
  });
}
