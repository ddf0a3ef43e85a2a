import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { pendingMigrations, readMigrations, type Migration } from '../migrations.ts';
import { inTransaction, noRow, openLedger, runStatement, withAdvisoryLock, type Ledger } from './ledger.ts';

/** The folder of PostgreSQL migrations. */
export const ledgerMigrations = fileURLToPath(new URL('../../sql/ledger', import.meta.url));

const appliedRow = z.object({ number: z.number().int(), name: z.string(), checksum: z.string() });

const createRecord = `
create table if not exists schema_migrations (
  number integer primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now()
)`;

/**
 * Brings the ledger at `url` up to the files of `folder` and gives the names of those it ran. Each file runs
 * in a transaction with its record, one migrator at a time: a run that was cut short left whole files only.
 * Throws StoreError when the files do not continue what was applied.
 */
export async function migrateLedger(url: string, folder = ledgerMigrations): Promise<string[]> {
  const files = await readMigrations(folder);
  const ledger = openLedger(url, { max: 1 });
  try {
    const locked = await withAdvisoryLock(ledger, 'migrate-ledger', () => applyPending(ledger, files), { wait: true });
    return locked.kind === 'held' ? locked.value : [];
  } finally {
    await ledger.close();
  }
}

async function applyPending(ledger: Ledger, files: readonly Migration[]): Promise<string[]> {
  await runStatement(ledger, { name: 'create-schema-migrations', text: createRecord, row: noRow });
  const applied = await runStatement(ledger, {
    name: 'list-applied-migrations',
    text: 'select number, name, checksum from schema_migrations order by number',
    row: appliedRow,
  });
  const pending = pendingMigrations(files, applied);
  for (const migration of pending) await apply(ledger, migration);
  return pending.map(({ name }) => name);
}

async function apply(ledger: Ledger, { number, name, checksum, sql }: Migration): Promise<void> {
  await inTransaction(ledger, async (tx) => {
    // Without values the driver sends the text as a simple query, which may hold several statements.
    await tx.client.query(sql).catch((cause: unknown) => {
      throw new Error(`migration ${name}: ${(cause as Error).message}`, { cause });
    });
    await runStatement(tx, {
      name: 'insert-applied-migration',
      text: 'insert into schema_migrations (number, name, checksum) values ($1, $2, $3)',
      values: [number, name, checksum],
      row: noRow,
    });
  });
}
