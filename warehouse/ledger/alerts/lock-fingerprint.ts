import { noRow, runStatement, type Transaction } from '../ledger.ts';
import { selectList } from '../row-sql.ts';
import { alertRow, type AlertRow } from './rows.ts';

/**
 * The open alert of a fingerprint, else its latest one, held until the transaction ends. Nobody else raises on the
 * same fingerprint meanwhile, not even where there is no alert yet.
 */
export async function lockFingerprint(tx: Transaction, fingerprint: string): Promise<AlertRow | undefined> {
  await runStatement(tx, {
    name: 'lock-fingerprint',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 10))',
    values: [fingerprint],
    row: noRow,
  });
  const [row] = await runStatement(tx, {
    name: 'find-alert-by-fingerprint',
    text: `select ${selectList(alertRow)} from alerts where fingerprint = $1
      order by state in ('closed', 'auto_cleared'), raised_at desc limit 1 for update`,
    values: [fingerprint],
    row: alertRow,
  });
  return row;
}
