import { z } from 'zod';
import type { Scope } from '../../model/scope.ts';
import { runStatement, type Queryable } from '../ledger.ts';
import { inScope, scopeValues } from './scope-filter.ts';

const row = z.object({
  /** The event id of the live stream. */
  position: z.number(),
  alertId: z.string(),
  seq: z.number(),
  reason: z.string(),
  createdAt: z.string(),
});
export type InAppNews = z.infer<typeof row>;

/** Changes of alerts in the scope after a position of the outbox, oldest first, at most 500: a page that was away catches up. */
export function listInAppSince(on: Queryable, scope: Scope, position: number): Promise<InAppNews[]> {
  return runStatement(on, {
    name: 'list-in-app-since',
    text: `select d.position, d.alert_id as "alertId", d.seq, d.reason, d.created_at as "createdAt"
      from deliveries d join alerts a using (alert_id)
      where ${inScope} and d.channel = 'inapp' and d.position > $3 order by d.position limit 500`,
    values: [...scopeValues(scope), position],
    row,
  });
}

/** The latest position: where the stream of a page begins that has just loaded everything. */
export async function lastInAppPosition(on: Queryable): Promise<number> {
  const [last] = await runStatement(on, {
    name: 'last-in-app-position',
    text: `select coalesce(max(position), 0) as position from deliveries where channel = 'inapp'`,
    row: z.object({ position: z.number() }),
  });
  return last?.position ?? 0;
}
