import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

/** Events that persons linked with one, directly or through others, oldest link first, at most 100; without that one. */
export async function listLinkedEvents(on: Queryable, eventId: string): Promise<string[]> {
  const rows = await runStatement(on, {
    name: 'list-linked-events',
    text: `with recursive link as (
             select act_no, event_id as one, act ->> 'to' as other from event_acts where kind = 'link' and undone_by is null
           ),
           either_way as (select one, other from link union select other, one from link),
           linked (event_id) as (
             select $1::text union select other from either_way join linked on one = linked.event_id
           )
           select event_id from linked join link on event_id in (one, other)
           where event_id <> $1 group by event_id order by min(act_no), event_id limit 100`,
    values: [eventId],
    row: z.object({ event_id: z.string() }),
  });
  return rows.map((row) => row.event_id);
}
