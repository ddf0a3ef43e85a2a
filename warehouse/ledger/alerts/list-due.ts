import { z } from 'zod';
import { runStatement, type Queryable } from '../ledger.ts';

const dueClock = z.object({ alertId: z.string(), clockId: z.string() });

/** Running clocks that reached their next point, and those of an older calendar; at most 500 at once. */
export function listDueClocks(
  on: Queryable,
  now: string,
  calendarVersion: string,
): Promise<z.infer<typeof dueClock>[]> {
  return runStatement(on, {
    name: 'list-due-clocks',
    text: `select alert_id as "alertId", clock_id as "clockId" from alert_clocks
      where stopped_at is null and (next_at <= $1 or calendar_version <> $2)
      order by next_at, clock_id limit 500`,
    values: [now, calendarVersion],
    row: dueClock,
  });
}

/** Held alerts whose wait is over, oldest first; at most 500 at once. */
export async function listDuePushes(on: Queryable, now: string): Promise<string[]> {
  const rows = await runStatement(on, {
    name: 'list-due-pushes',
    text: `select alert_id as "alertId" from alerts
      where state = 'raised' and not needs_approval and push_after <= $1 order by push_after limit 500`,
    values: [now],
    row: z.object({ alertId: z.string() }),
  });
  return rows.map(({ alertId }) => alertId);
}
