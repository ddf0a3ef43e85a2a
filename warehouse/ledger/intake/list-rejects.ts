import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

const rowSchema = z.object({
  reject_id: z.number(),
  source_id: z.string(),
  rejected_at: z.string(),
  position: z.string(),
  reason: z.string(),
  detail: z.string(),
  excerpt: z.string(),
  replayable: z.boolean(),
});
export type RejectRow = z.infer<typeof rowSchema>;

/** Which rejects a list shows; '' for all, `before` is the last id of the page above (0 for the first page). */
export interface RejectFilter {
  source: string;
  reason: string;
  before: number;
  limit: number;
}

/** Rejected rows that wait for a person, newest first. */
export function listRejects(on: Queryable, filter: RejectFilter): Promise<RejectRow[]> {
  return runStatement(on, {
    name: 'list-rejects',
    text: `select reject_id, source_id, rejected_at, position, reason, detail, excerpt, sealed is not null as replayable
           from rejects
           where replayed_at is null and ($1 = '' or source_id = $1) and ($2 = '' or reason = $2)
             and ($3 = 0 or reject_id < $3)
           order by reject_id desc limit $4`,
    values: [filter.source, filter.reason, filter.before, filter.limit],
    row: rowSchema,
  });
}

const groupSchema = z.object({
  source_id: z.string(),
  reason: z.string(),
  count: z.number(),
  replayable: z.number(),
  last_at: z.string(),
});
export type RejectGroup = z.infer<typeof groupSchema>;

/** How many rejects wait by source and reason, and how many of them can be tried again. */
export function listRejectGroups(on: Queryable): Promise<RejectGroup[]> {
  return runStatement(on, {
    name: 'list-reject-groups',
    text: `select source_id, reason, count(*) as count, count(sealed) as replayable, max(rejected_at) as last_at
           from rejects where replayed_at is null group by source_id, reason order by count(*) desc, source_id, reason
           limit 200`,
    row: groupSchema,
  });
}
