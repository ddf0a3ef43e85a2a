import { noRow, runStatement, type Transaction } from '../ledger.ts';
import type { AlertRow } from './rows.ts';

/** Keeps the figures of a run for an alert. */
export async function recordOccurrence(tx: Transaction, alert: AlertRow, at: string): Promise<void> {
  const { alertId, runId, heat, reporters, documents } = alert;
  await runStatement(tx, {
    name: 'record-occurrence',
    text: `insert into alert_occurrences (alert_id, run_id, at, heat, reporters, documents)
      values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    values: [alertId, runId, at, heat, reporters, documents],
    row: noRow,
  });
}
