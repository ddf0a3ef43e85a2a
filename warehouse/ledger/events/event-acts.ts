import { z } from 'zod';
import { noRow, type Queryable, runStatement, type Transaction } from '../ledger.ts';

const moveSchema = z.object({ key: z.string(), from: z.string(), to: z.string() });
const rowSchema = z.object({
  act_no: z.number(),
  kind: z.enum(['merge', 'move', 'link', 'unlink']),
  event_id: z.string(),
  /** Where to, where an act names one other event. */
  to: z.string().nullable(),
  asked_at: z.string(),
  actor_name: z.string(),
  moves: z.array(moveSchema).nullable(),
  undone_by: z.number().nullable(),
});
export type EventActRow = z.infer<typeof rowSchema>;

const COLUMNS = `act_no, kind, event_id, act ->> 'to' as "to", asked_at, actor_name, moves, undone_by`;

/** Notes what a person wants done to an event; gives its number. */
export async function insertEventAct(
  tx: Transaction,
  asked: { kind: EventActRow['kind']; eventId: string; act: object; askedAt: string; actorName: string },
): Promise<number> {
  const [row] = await runStatement(tx, {
    name: 'insert-event-act',
    text: `insert into event_acts (kind, event_id, act, asked_at, actor_name) values ($1, $2, $3, $4, $5)
           returning act_no`,
    values: [asked.kind, asked.eventId, JSON.stringify(asked.act), asked.askedAt, asked.actorName],
    row: z.object({ act_no: z.number() }),
  });
  return row!.act_no;
}

/** Notes what an act led to. Doing it again changes nothing. */
export async function finishEventAct(
  tx: Transaction,
  { actNo, moves }: { actNo: number; moves: { key: string; from: string; to: string }[] },
): Promise<void> {
  const kept = moves.map(({ key, from, to }) => ({ key, from, to }));
  await runStatement(tx, {
    name: 'finish-event-act',
    text: 'update event_acts set moves = $2 where act_no = $1',
    values: [actNo, JSON.stringify(kept)],
    row: noRow,
  });
}

/** Notes that an act was undone by another; false when it had been before. */
export async function markActUndone(tx: Transaction, actNo: number, undoneBy: number): Promise<boolean> {
  const rows = await runStatement(tx, {
    name: 'mark-act-undone',
    text: 'update event_acts set undone_by = $2 where act_no = $1 and undone_by is null returning act_no',
    values: [actNo, undoneBy],
    row: z.object({ act_no: z.number() }),
  });
  return rows.length > 0;
}

export async function getEventAct(on: Queryable, actNo: number): Promise<EventActRow | undefined> {
  const [row] = await runStatement(on, {
    name: 'get-event-act',
    text: `select ${COLUMNS} from event_acts where act_no = $1`,
    values: [actNo],
    row: rowSchema,
  });
  return row;
}

/** What was done to an event, newest first, at most 20. */
export function listEventActs(on: Queryable, eventId: string): Promise<EventActRow[]> {
  return runStatement(on, {
    name: 'list-event-acts',
    text: `select ${COLUMNS} from event_acts
           where event_id = $1 or act ->> 'from' = $1 or act ->> 'into' = $1 or act ->> 'to' = $1
           order by act_no desc limit 20`,
    values: [eventId],
    row: rowSchema,
  });
}
