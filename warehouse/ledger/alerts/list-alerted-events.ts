import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

/** Events that stand behind an alert which has not ended: only people may take documents out of them. */
export async function listAlertedEvents(on: Queryable): Promise<string[]> {
  const rows = await runStatement(on, {
    name: 'list-alerted-events',
    text: `select distinct event_id from alerts where state not in ('closed', 'auto_cleared') order by event_id`,
    row: z.object({ event_id: z.string() }),
  });
  return rows.map((row) => row.event_id);
}
