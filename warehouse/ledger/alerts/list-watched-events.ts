import { z } from 'zod';
import { runStatement, type Queryable } from '../ledger.ts';

const row = z.object({ eventId: z.string() });

/** Events with an alert that a run can still change: open, or ended and not cooled since. */
export async function listWatchedEvents(on: Queryable): Promise<string[]> {
  const rows = await runStatement(on, {
    name: 'list-watched-events',
    text: `select distinct event_id as "eventId" from alerts
      where state not in ('closed', 'auto_cleared') or not cooled_since_end order by 1`,
    row,
  });
  return rows.map(({ eventId }) => eventId);
}
