import { noRow, runStatement, type Transaction } from '../ledger.ts';
import { valuesOf } from '../row-sql.ts';
import { logRow, type LogRow } from './rows.ts';

/** Appends one line to the hash-chained log; its place and hashes are made by the store. */
export async function appendLog(tx: Transaction, entry: LogRow): Promise<void> {
  await runStatement(tx, {
    name: 'append-alert-log',
    text: `insert into alert_log
      (alert_id, seq, assignment_id, at, actor_id, actor_name, event, from_state, to_state, reason, detail)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: valuesOf(logRow, entry),
    row: noRow,
  });
}
