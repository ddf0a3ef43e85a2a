import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

const rowSchema = z.object({
  intervention_id: z.number(),
  event_id: z.string(),
  done_at: z.string(),
  title: z.string(),
  created_by: z.string(),
});
export type InterventionRow = z.infer<typeof rowSchema>;

const COLUMNS = 'intervention_id, event_id, done_at, title, created_by';
/** A matter has a handful of measures; more are a mistake. */
const MOST = 20;

/** What was marked on an event, the latest first. */
export function listInterventions(on: Queryable, eventId: string): Promise<InterventionRow[]> {
  return runStatement(on, {
    name: 'list-interventions',
    text: `select ${COLUMNS} from interventions where event_id = $1 and removed_at is null
           order by done_at desc, intervention_id desc limit ${MOST}`,
    values: [eventId],
    row: rowSchema,
  });
}

/** What was marked last on any event, the latest first. The caller shows it only to who sees something of its event. */
export function listRecentInterventions(on: Queryable, limit: number): Promise<InterventionRow[]> {
  return runStatement(on, {
    name: 'list-recent-interventions',
    text: `select ${COLUMNS} from interventions where removed_at is null
           order by done_at desc, intervention_id desc limit $1`,
    values: [limit],
    row: rowSchema,
  });
}

/** Marks that something was done; gives the new row. */
export async function insertIntervention(
  on: Queryable,
  mark: { eventId: string; doneAt: string; title: string; by: string; at: string },
): Promise<InterventionRow> {
  const [row] = await runStatement(on, {
    name: 'insert-intervention',
    text: `insert into interventions (event_id, done_at, title, created_at, created_by)
           values ($1, $2, $3, $4, $5) returning ${COLUMNS}`,
    values: [mark.eventId, mark.doneAt, mark.title, mark.at, mark.by],
    row: rowSchema,
  });
  return row!;
}

/** Takes a mark of an event back; false when there is none. */
export async function removeIntervention(
  on: Queryable,
  taken: { id: number; eventId: string; by: string; at: string },
): Promise<boolean> {
  const rows = await runStatement(on, {
    name: 'remove-intervention',
    text: `update interventions set removed_at = $3, removed_by = $4
           where intervention_id = $1 and event_id = $2 and removed_at is null returning ${COLUMNS}`,
    values: [taken.id, taken.eventId, taken.at, taken.by],
    row: rowSchema,
  });
  return rows.length > 0;
}
