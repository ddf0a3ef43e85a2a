import { noRow, runStatement, type Transaction } from '../ledger.ts';
import { upsertText, valuesOf } from '../row-sql.ts';
import { alertRow, assignmentRow, clockRow, type AlertRow, type AssignmentRow, type ClockRow } from './rows.ts';

/** Writes an alert as it is now. */
export async function saveAlert(tx: Transaction, alert: AlertRow): Promise<void> {
  const text = upsertText('alerts', 'alert_id', alertRow);
  await runStatement(tx, { name: 'save-alert', text, values: valuesOf(alertRow, alert), row: noRow });
}

/** Writes an assignment as it is now. */
export async function saveAssignment(tx: Transaction, assignment: AssignmentRow): Promise<void> {
  const text = upsertText('alert_assignments', 'assignment_id', assignmentRow);
  await runStatement(tx, { name: 'save-assignment', text, values: valuesOf(assignmentRow, assignment), row: noRow });
}

/** Writes a clock as it is now. */
export async function saveClock(tx: Transaction, clock: ClockRow): Promise<void> {
  const text = upsertText('alert_clocks', 'clock_id', clockRow);
  await runStatement(tx, { name: 'save-clock', text, values: valuesOf(clockRow, clock), row: noRow });
}
