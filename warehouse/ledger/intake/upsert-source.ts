import { noRow, type Queryable, runStatement } from '../ledger.ts';

/** Makes a source known under its name; its cursor and health stay as they are. */
export async function upsertSource(on: Queryable, source: { sourceId: string; name: string }): Promise<void> {
  await runStatement(on, {
    name: 'upsert-source',
    text: 'insert into sources (source_id, name) values ($1, $2) on conflict (source_id) do update set name = excluded.name',
    values: [source.sourceId, source.name],
    row: noRow,
  });
}
