import { z } from 'zod';
import { type Queryable, runStatement } from '../ledger/ledger.ts';

const row = z.object({
  /** Schema and name, quoted where needed. */
  table: z.string(),
  /** The columns that are stored, quoted; those that the server computes are left out. */
  columns: z.string(),
  has_bytes: z.boolean(),
  /** Tables that its foreign keys point at. */
  needs: z.array(z.string()),
});
export type LedgerTable = z.infer<typeof row>;

/** Every table of ours and of the queue, each after those that its foreign keys point at; not the record of migrations. */
export async function listLedgerTables(on: Queryable): Promise<LedgerTable[]> {
  const tables = await runStatement(on, {
    name: 'list-ledger-tables',
    text: `select c.oid::regclass::text as "table",
             (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
             exists (select from pg_attribute a where a.attrelid = c.oid and a.atttypid = 'bytea'::regtype
                     and not a.attisdropped) as has_bytes,
             array(select distinct k.confrelid::regclass::text from pg_constraint k
                   where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
           from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relkind = 'r' and n.nspname in ('public', 'bullmq') and c.relname <> 'schema_migrations'
           order by 1`,
    row,
  });
  return inOrder(tables);
}

function inOrder(tables: readonly LedgerTable[]): LedgerTable[] {
  const waiting = new Map(tables.map((table) => [table.table, table]));
  const ordered: LedgerTable[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ needs }) => !needs.some((needed) => waiting.has(needed)));
    if (ready.length === 0) throw new Error(`foreign keys in a circle: ${[...waiting.keys()].join(', ')}`);
    for (const table of ready) {
      ordered.push(table);
      waiting.delete(table.table);
    }
  }
  return ordered;
}
