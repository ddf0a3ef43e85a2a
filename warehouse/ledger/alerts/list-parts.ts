import { runStatement, type Queryable } from '../ledger.ts';
import { selectList } from '../row-sql.ts';
import { assignmentRow, clockRow, type AssignmentRow, type ClockRow } from './rows.ts';

/** All assignments of these alerts, past ones included, oldest first; the lead before those that assist. */
export function listAssignments(on: Queryable, alertIds: readonly string[]): Promise<AssignmentRow[]> {
  return runStatement(on, {
    name: 'list-assignments',
    text: `select ${selectList(assignmentRow)} from alert_assignments where alert_id = any($1)
      order by alert_id, created_at, role desc, assignment_id`,
    values: [alertIds],
    row: assignmentRow,
  });
}

/** Clocks of these alerts: the running ones, or all. */
export function listClocks(on: Queryable, alertIds: readonly string[], which: 'running' | 'all'): Promise<ClockRow[]> {
  return runStatement(on, {
    name: 'list-clocks',
    text: `select ${selectList(clockRow)} from alert_clocks
      where alert_id = any($1) and ($2 or stopped_at is null) order by started_at, clock_id`,
    values: [alertIds, which === 'all'],
    row: clockRow,
  });
}
