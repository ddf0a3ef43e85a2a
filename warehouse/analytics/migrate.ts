import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { pendingMigrations, readMigrations, type Migration } from '../migrations.ts';
import {
  forceToDisk,
  insertRows,
  openAnalytics,
  runCommand,
  runQuery,
  type Analytics,
  type ClickHouseAddress,
} from './analytics.ts';
import { renderForCluster, shardedTables } from './render-for-cluster.ts';

/** The folder of ClickHouse migrations. */
export const analyticsMigrations = fileURLToPath(new URL('../../sql/analytics', import.meta.url));

const appliedRow = z.object({ number: z.number().int(), name: z.string(), checksum: z.string() });

const createRecord = `
CREATE TABLE IF NOT EXISTS schema_migrations (
  number UInt32,
  name String,
  checksum String,
  applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree ORDER BY number`;

/** A file whose statement is run once for each month (its `{month:UInt32}`, as 202012) that this table has rows of. */
const eachMonth = /^-- for each month of: (\w+)$/m;

/** What may be told about an upgrade of the tables, and where they lie when not at home. */
export interface MigrateOptions {
  folder?: string;
  /** Called after each month of a statement that takes long. */
  onMonth?: ((done: { name: string; months: number; of: number }) => void) | undefined;
}

/**
 * Brings the database at `address` up to the files of `folder`, creating it if need be, and gives the names of
 * those it ran. Each file holds one idempotent statement and is recorded after it: a run that was cut
 * short is simply run again, and two runs at once do no harm.
 * Throws StoreError when the files do not continue what was applied.
 */
export async function migrateAnalytics(
  address: ClickHouseAddress,
  { folder = analyticsMigrations, onMonth }: MigrateOptions = {},
): Promise<string[]> {
  const files = await readMigrations(folder);
  await createDatabase(address);
  const analytics = openAnalytics(address);
  try {
    await runDdl(analytics, createRecord, new Set());
    const pending = pendingMigrations(files, await listApplied(analytics));
    const sharded = shardedTables(files.map(({ sql }) => sql));
    for (const migration of pending) await apply(analytics, migration, { sharded, onMonth });
    return pending.map(({ name }) => name);
  } finally {
    await analytics.close();
  }
}

async function createDatabase(address: ClickHouseAddress): Promise<void> {
  const rim = openAnalytics({ ...address, database: 'default' });
  try {
    const onCluster = address.cluster === undefined ? '' : ` ON CLUSTER '${address.cluster}'`;
    // Atomic by name: the embedded node's default engine is an overlay, in which refreshable views fail.
    const sql = `CREATE DATABASE IF NOT EXISTS {database:Identifier}${onCluster} ENGINE = Atomic`;
    await runCommand(rim, { name: 'create-database', sql, params: { database: address.database } });
  } finally {
    await rim.close();
  }
}

function listApplied(analytics: Analytics): Promise<z.infer<typeof appliedRow>[]> {
  // A migration that two runs took at once is recorded twice.
  const sql = 'SELECT DISTINCT number, name, checksum FROM schema_migrations ORDER BY number';
  return runQuery(analytics, { name: 'list-applied-migrations', sql, row: appliedRow });
}

async function apply(
  analytics: Analytics,
  migration: Migration,
  { sharded, onMonth }: { sharded: ReadonlySet<string>; onMonth: MigrateOptions['onMonth'] },
): Promise<void> {
  const { number, name, checksum, sql } = migration;
  const table = eachMonth.exec(sql)?.[1];
  const work =
    table === undefined ? runDdl(analytics, sql, sharded) : runByMonth(analytics, { name, sql, table, onMonth });
  await work.catch((cause: unknown) => {
    throw new Error(`migration ${name}: ${(cause as Error).message}`, { cause });
  });
  // What it filled must be there before the record says so.
  await forceToDisk(analytics);
  await insertRows(analytics, {
    name: 'insert-applied-migration',
    table: 'schema_migrations',
    rows: [{ number, name, checksum }],
  });
}

async function runDdl(analytics: Analytics, sql: string, sharded: ReadonlySet<string>): Promise<void> {
  const { cluster } = analytics.address;
  const statements = cluster === undefined ? [sql] : renderForCluster(sql, { cluster, sharded });
  for (const statement of statements) await runCommand(analytics, { name: 'migrate-analytics', sql: statement });
}

/** Millions of rows in one statement would take longer than a statement may. Newest first: they are asked for first. */
async function runByMonth(
  analytics: Analytics,
  { name, sql, table, onMonth }: { name: string; sql: string; table: string } & Pick<MigrateOptions, 'onMonth'>,
): Promise<void> {
  const found = await runQuery(analytics, {
    name: 'list-months',
    sql: `SELECT DISTINCT toYYYYMM(published_at) AS month FROM ${table} ORDER BY month DESC`,
    row: z.object({ month: z.number() }),
  });
  for (const [done, { month }] of found.entries()) {
    await runCommand(analytics, { name: 'migrate-analytics', sql, params: { month } });
    onMonth?.({ name, months: done + 1, of: found.length });
  }
}
