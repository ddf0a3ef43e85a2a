import type { Scope } from '../../model/scope.ts';
import { runStatement, type Transaction } from '../ledger.ts';
import { selectList } from '../row-sql.ts';
import { alertRow, type AlertRow } from './rows.ts';
import { inScope, scopeValues } from './scope-filter.ts';

/** One alert, held until the transaction ends; undefined when there is none in the scope. */
export async function lockAlert(tx: Transaction, alertId: string, scope: Scope): Promise<AlertRow | undefined> {
  const [row] = await runStatement(tx, {
    name: 'lock-alert',
    text: `select ${selectList(alertRow, 'a')} from alerts a where ${inScope} and a.alert_id = $3 for update`,
    values: [...scopeValues(scope), alertId],
    row: alertRow,
  });
  return row;
}
