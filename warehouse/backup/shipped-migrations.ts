import { analyticsMigrations } from '../analytics/migrate.ts';
import { ledgerMigrations } from '../ledger/migrate.ts';
import { readMigrations } from '../migrations.ts';

/** Names of the migrations of this program, which an open store has all taken. */
export async function shippedMigrations(): Promise<{ analytics: string[]; ledger: string[] }> {
  return { analytics: await namesIn(analyticsMigrations), ledger: await namesIn(ledgerMigrations) };
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readMigrations(folder)).map(({ name }) => name);
}
