import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger.ts';

const rowSchema = z.object({ view_id: z.number(), name: z.string(), query: z.string() });
export type SavedViewRow = z.infer<typeof rowSchema>;

const COLUMNS = 'view_id, name, query';
/** More names than that nobody finds again in a menu. */
export const MOST_VIEWS = 20;

/** The views of a person by name, all of them. */
export function listSavedViews(on: Queryable, userId: number): Promise<SavedViewRow[]> {
  return runStatement(on, {
    name: 'list-saved-views',
    text: `select ${COLUMNS} from saved_views where user_id = $1 order by name, view_id`,
    values: [userId],
    row: rowSchema,
  });
}

/** Keeps a view; one of the same name takes the new address. False where the person has as many as there may be. */
export async function saveView(on: Queryable, userId: number, view: { name: string; query: string }): Promise<boolean> {
  const rows = await runStatement(on, {
    name: 'save-view',
    text: `insert into saved_views (user_id, name, query)
           select $1, $2, $3 where (select count(*) from saved_views where user_id = $1 and name <> $2) < ${MOST_VIEWS}
           on conflict (user_id, name) do update set query = excluded.query
           returning ${COLUMNS}`,
    values: [userId, view.name, view.query],
    row: rowSchema,
  });
  return rows.length > 0;
}

/** Names a view of the person anew; false where it is not theirs, or where another of theirs has the name. */
export async function renameView(on: Queryable, userId: number, view: { id: string; name: string }): Promise<boolean> {
  const rows = await runStatement(on, {
    name: 'rename-view',
    text: `update saved_views set name = $3 where view_id = $2 and user_id = $1
             and not exists (select from saved_views where user_id = $1 and name = $3 and view_id <> $2)
           returning ${COLUMNS}`,
    values: [userId, view.id, view.name],
    row: rowSchema,
  });
  return rows.length > 0;
}

/** Forgets a view of the person; false where it is not theirs. */
export async function deleteView(on: Queryable, userId: number, id: string): Promise<boolean> {
  const rows = await runStatement(on, {
    name: 'delete-view',
    text: `delete from saved_views where view_id = $2 and user_id = $1 returning ${COLUMNS}`,
    values: [userId, id],
    row: rowSchema,
  });
  return rows.length > 0;
}
