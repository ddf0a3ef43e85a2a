import { z } from 'zod';
import type { Scope } from '../../model/scope.ts';
import { noRow, runStatement, type Queryable, type Transaction } from '../ledger.ts';
import { inScope, scopeValues } from './scope-filter.ts';
import { alertRow } from './rows.ts';

const shape = alertRow.shape;
const row = z.object({
  ticketId: z.string(),
  result: shape.followUpResult.exclude(['']),
  solved: shape.followUpSolved,
  round: z.number(),
});
/** What the hotline heard about one ticket. */
export type FollowUp = z.infer<typeof row>;

/** What is kept of the tickets of an alert, of every round. */
export function listFollowUps(on: Queryable, alertId: string): Promise<FollowUp[]> {
  return runStatement(on, {
    name: 'list-follow-ups',
    text: `select ticket_id as "ticketId", result, solved, round from follow_ups
      where alert_id = $1 order by round, ticket_id limit 10000`,
    values: [alertId],
    row,
  });
}

/** Keeps what was heard about a ticket. */
export async function insertFollowUp(
  tx: Transaction,
  heard: FollowUp & { alertId: string; at: string; byName: string },
): Promise<void> {
  await runStatement(tx, {
    name: 'insert-follow-up',
    text: `insert into follow_ups (ticket_id, alert_id, round, result, solved, at, by_name)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [heard.ticketId, heard.alertId, heard.round, heard.result, heard.solved, heard.at, heard.byName],
    row: noRow,
  });
}

/** The alerts in the scope that handle these events: of each the latest, where a merged one goes on, and not its splits. */
export function listAlertsOfEvents(
  on: Queryable,
  scope: Scope,
  eventIds: readonly string[],
): Promise<{ eventId: string; alertId: string }[]> {
  return runStatement(on, {
    name: 'list-alerts-of-events',
    text: `select distinct on (a.event_id) a.event_id as "eventId", coalesce(a.merged_into, a.alert_id) as "alertId"
      from alerts a where ${inScope} and a.event_id = any($3) and a.split_from is null
      order by a.event_id, a.raised_at desc limit 50000`,
    values: [...scopeValues(scope), eventIds],
    row: z.object({ eventId: z.string(), alertId: z.string() }),
  });
}
