import { z } from 'zod';
import { noRow, type Queryable, runStatement, type Transaction } from '../ledger.ts';

/** A document and an event, as persons have told them apart or put them together. */
export interface SaidOfEvents {
  forbidden: { key: string; eventId: string }[];
  pinned: { key: string; eventId: string }[];
}

const rowSchema = z.object({ document_key: z.string(), event_id: z.string(), kind: z.enum(['forbidden', 'pinned']) });

/** All that persons have said of documents and events. */
export async function listEventConstraints(on: Queryable): Promise<SaidOfEvents> {
  const rows = await runStatement(on, {
    name: 'list-event-constraints',
    text: 'select document_key, event_id, kind from event_constraints order by document_key, event_id, kind',
    row: rowSchema,
  });
  const of = (kind: 'forbidden' | 'pinned') =>
    rows.filter((row) => row.kind === kind).map((row) => ({ key: row.document_key, eventId: row.event_id }));
  return { forbidden: of('forbidden'), pinned: of('pinned') };
}

/** Replaces all of it by how it reads after a repair or an act. */
export async function replaceEventConstraints(tx: Transaction, said: SaidOfEvents): Promise<void> {
  const rows = (['forbidden', 'pinned'] as const).flatMap((kind) =>
    said[kind].map(({ key, eventId }) => ({ document_key: key, event_id: eventId, kind })),
  );
  await runStatement(tx, { name: 'delete-event-constraints', text: 'delete from event_constraints', row: noRow });
  await runStatement(tx, {
    name: 'insert-event-constraints',
    text: `insert into event_constraints (document_key, event_id, kind)
           select document_key, event_id, kind
           from jsonb_to_recordset($1::jsonb) as said(document_key text, event_id text, kind text)`,
    values: [JSON.stringify(rows)],
    row: noRow,
  });
}
