import type { z } from 'zod';
import { runStatement, type Queryable } from '../ledger.ts';
import { selectList } from '../row-sql.ts';
import { alertRow } from './rows.ts';

const row = alertRow.pick({
  eventId: true,
  state: true,
  level: true,
  heat: true,
  reporters: true,
  communities: true,
  documents: true,
  severity: true,
  coolRuns: true,
  updatedAt: true,
});
/** An alert that a run can still change, with the figures that it has. */
export type WatchedAlert = z.infer<typeof row>;

/** Alerts that a run can still change: open, or ended and not cooled since. */
export function listWatchedAlerts(on: Queryable): Promise<WatchedAlert[]> {
  return runStatement(on, {
    name: 'list-watched-alerts',
    text: `select ${selectList(row)} from alerts
      where (state not in ('closed', 'auto_cleared') or not cooled_since_end) and split_from is null order by raised_at, alert_id`,
    row,
  });
}
