import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { openAnalytics, runCommand, type Analytics } from '../analytics/analytics.ts';
import { migrateAnalytics } from '../analytics/migrate.ts';
import type { Stores } from '../embedded/open-stores.ts';
import { noRow, openLedger, runStatement, type Ledger } from '../ledger/ledger.ts';
import { migrateLedger } from '../ledger/migrate.ts';

/** Empty, migrated databases of one test file. */
export interface FreshStores {
  /** For parts that open the stores themselves. */
  addresses: Stores['addresses'];
  analytics: Analytics;
  /** The account that pages read through. */
  reader: Analytics;
  ledger: Ledger;
}

/**
 * Creates a ClickHouse database and a PostgreSQL database of its own for the calling test file and brings
 * them up to date; both are closed and dropped after its last test.
 * Call it at the top of the file: `const stores = await freshStores();`
 */
export async function freshStores(options: { migrate?: boolean } = {}): Promise<FreshStores> {
  const shared = inject('stores');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const addresses = renamed(shared, name);
  const rim = openLedger(shared.postgres.url, { max: 1 });
  await runStatement(rim, { name: 'create-database', text: `create database ${name}`, row: noRow });
  if (options.migrate ?? true) {
    await Promise.all([migrateAnalytics(addresses.clickhouse), migrateLedger(addresses.postgres.url)]);
  }
  const analytics = openAnalytics(addresses.clickhouse);
  const reader = openAnalytics(addresses.clickhouse.reader ?? addresses.clickhouse);
  const ledger = openLedger(addresses.postgres.url);
  afterAll(async () => {
    await Promise.all([ledger.close(), reader.close()]);
    await runCommand(analytics, { name: 'drop-database', sql: `DROP DATABASE IF EXISTS ${name}` });
    await analytics.close();
    await runStatement(rim, { name: 'drop-database', text: `drop database ${name} with (force)`, row: noRow });
    await rim.close();
  });
  return { addresses, analytics, reader, ledger };
}

function renamed({ clickhouse, postgres }: Stores['addresses'], database: string): Stores['addresses'] {
  const url = new URL(postgres.url);
  url.pathname = `/${database}`;
  const reader = clickhouse.reader && { ...clickhouse.reader, database };
  return {
    clickhouse: { ...clickhouse, database, ...(reader ? { reader } : {}) },
    postgres: { url: url.href },
  };
}
