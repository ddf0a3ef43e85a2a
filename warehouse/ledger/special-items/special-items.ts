import { z } from 'zod';
import type { Scope } from '../../model/scope.ts';
import { type Queryable, runStatement } from '../ledger.ts';
import { selectList } from '../row-sql.ts';

const rowSchema = z.object({
  itemId: z.number(),
  eventId: z.string(),
  topicCode: z.string(),
  wardCode: z.string(),
  leadDepartment: z.string(),
  dueDay: z.string(),
  note: z.string(),
  openedAt: z.string(),
  openedBy: z.string(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  closingNote: z.string(),
});
/** With whether the last message about it reached its unit by none of its channels. */
const listedSchema = rowSchema.extend({ isUnreached: z.boolean() });
export type SpecialItemRow = z.infer<typeof listedSchema>;
/** A day is read as text: a date of PostgreSQL would become an instant. */
const COLUMNS = selectList(rowSchema, 'i').replace('i.due_day as', "to_char(i.due_day, 'YYYY-MM-DD') as");
/** More than an office works on at a time. */
const MOST = 100;

// $1, $2 scope: below one of the wards, and led by one of the lines where the asker is limited to some.
const inScope = `exists (select 1 from unnest($1::text[]) as prefix where i.ward_code ^@ prefix)
  and ($2::text[] is null or i.lead_line = any($2))`;
const scopeValues = ({ wards, lines }: Scope): unknown[] => [wards, lines];

/** The 专题 in the scope, open ones first, the soonest due first; with `eventId`, those of one event. */
export function listSpecialItems(on: Queryable, scope: Scope, eventId?: string): Promise<SpecialItemRow[]> {
  return runStatement(on, {
    name: 'list-special-items',
    text: `select ${COLUMNS}, coalesce((select bool_or(d.status = 'dead') and not bool_or(d.status <> 'dead') from deliveries d
             where d.item_id = i.item_id and d.seq = i.notices), false) as "isUnreached"
           from special_items i where ${inScope} and ($3::text is null or i.event_id = $3)
           order by i.closed_at is not null, i.closed_at desc, i.due_day, i.item_id limit ${MOST}`,
    values: [...scopeValues(scope), eventId ?? null],
    row: listedSchema,
  });
}

export type NewSpecialItem = Pick<
  SpecialItemRow,
  'eventId' | 'topicCode' | 'wardCode' | 'leadDepartment' | 'dueDay' | 'note' | 'openedAt' | 'openedBy'
> & { leadLine: string; sensitive: boolean };

/** Opens one and gives its number; null where the same matter has an open one. */
export async function insertSpecialItem(on: Queryable, item: NewSpecialItem): Promise<number | null> {
  const [row] = await runStatement(on, {
    name: 'insert-special-item',
    text: `insert into special_items (event_id, topic_code, ward_code, lead_department, lead_line, due_day, note, opened_at, opened_by, sensitive)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
           on conflict (event_id, topic_code, ward_code) where closed_at is null do nothing returning item_id as "itemId"`,
    values: [
      item.eventId,
      item.topicCode,
      item.wardCode,
      item.leadDepartment,
      item.leadLine,
      item.dueDay,
      item.note,
      item.openedAt,
      item.openedBy,
      item.sensitive,
    ],
    row: z.object({ itemId: z.number() }),
  });
  return row?.itemId ?? null;
}

/** Closes an open item in the scope; false where there is none. */
export async function closeSpecialItem(
  on: Queryable,
  scope: Scope,
  closed: { itemId: number; at: string; by: string; note: string },
): Promise<boolean> {
  const rows = await runStatement(on, {
    name: 'close-special-item',
    text: `update special_items i set closed_at = $4, closed_by = $5, closing_note = $6
           where ${inScope} and i.item_id = $3 and i.closed_at is null returning i.item_id as "itemId"`,
    values: [...scopeValues(scope), closed.itemId, closed.at, closed.by, closed.note],
    row: z.object({ itemId: z.number() }),
  });
  return rows.length > 0;
}

/** Opens a closed item in the scope again; false where there is none, or where its matter has another open one. */
export async function reopenSpecialItem(on: Queryable, scope: Scope, itemId: number): Promise<boolean> {
  const rows = await runStatement(on, {
    name: 'reopen-special-item',
    text: `update special_items i set closed_at = null, closed_by = null, closing_note = ''
           where ${inScope} and i.item_id = $3 and i.closed_at is not null
             and not exists (select 1 from special_items o where o.closed_at is null
               and (o.event_id, o.topic_code, o.ward_code) = (i.event_id, i.topic_code, i.ward_code))
           returning i.item_id as "itemId"`,
    values: [...scopeValues(scope), itemId],
    row: z.object({ itemId: z.number() }),
  });
  return rows.length > 0;
}

/** Whether an item lies in the scope. */
export async function seesSpecialItem(on: Queryable, scope: Scope, itemId: number): Promise<boolean> {
  const rows = await runStatement(on, {
    name: 'sees-special-item',
    text: `select i.item_id as "itemId" from special_items i where ${inScope} and i.item_id = $3`,
    values: [...scopeValues(scope), itemId],
    row: z.object({ itemId: z.number() }),
  });
  return rows.length > 0;
}
