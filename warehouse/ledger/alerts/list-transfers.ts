import { z } from 'zod';
import { runStatement, type Queryable } from '../ledger.ts';

const row = z.object({
  topicCode: z.string(),
  /** The street, nine digits; '' for the rest. */
  street: z.string(),
  /** The unit that it was routed to, and the one that took it over in the end. */
  routed: z.string(),
  ended: z.string(),
  times: z.number(),
  /** Alerts of this topic and street that were routed to `routed` in all. */
  of: z.number(),
});
export type Transfers = z.infer<typeof row>;

/** How often alerts of a topic and street were led in the end by another unit than they were routed to, since an instant. */
export function listTransfers(on: Queryable, since: string): Promise<Transfers[]> {
  return runStatement(on, {
    name: 'list-transfers',
    text: `with routed as (
        select a.alert_id, a.topic_code, case when length(a.ward_code) >= 9 then left(a.ward_code, 9) else '' end as street,
          (array_agg(s.department_code order by s.created_at, s.assignment_id))[1] as routed,
          (array_agg(s.department_code order by s.created_at desc, s.assignment_id desc)
            filter (where s.state <> 'withdrawn'))[1] as ended
        from alerts a join alert_assignments s using (alert_id)
        where a.raised_at >= $1 and s.role = 'lead' group by a.alert_id)
      select topic_code as "topicCode", street, routed, ended, count(*) as times,
        (select count(*) from routed o where o.topic_code = r.topic_code and o.street = r.street and o.routed = r.routed) as "of"
      from routed r where ended is not null and ended <> routed
      group by topic_code, street, routed, ended order by times desc limit 200`,
    values: [since],
    row,
  });
}
