import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  type Analytics,
  type ClickHouseAddress,
  openAnalytics,
  runCommand,
  runQuery,
} from '#warehouse/analytics/analytics.ts';
import { migrateAnalytics } from '#warehouse/analytics/migrate.ts';
import { openStores } from '#warehouse/embedded/open-stores.ts';
import { getIntakeProgress } from '#warehouse/ledger/intake/next-batch.ts';
import { openLedger } from '#warehouse/ledger/ledger.ts';
import { migrateLedger } from '#warehouse/ledger/migrate.ts';
import { type District, districtSchema } from '#warehouse/model/district.ts';
import { importFile, type ImportReport } from '../import/import-file.ts';
import { runApplier } from '../intake/applier.ts';
import { createCleaningPool } from '../intake/cleaning-pool.ts';
import { createGroupingPool } from '../intake/grouping-pool.ts';

/** The whole intake on stores of its own, as a district on one machine of two cores runs it. */
export interface IntakeRig {
  district: District;
  /** Imports a file and resolves when all of it is stored, grouped and applied. */
  take(file: string, onProgress?: (rows: number) => void): Promise<{ report: ImportReport; seconds: number }>;
  /** Forgets every document, so that the same file is new again while the code stays warm. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const quiet = { info() {}, warn() {}, error() {} };
const LOOK_MS = 20;
const now = (): Date => new Date();

/** The example district: 600 wards and their places, so that the gazetteer has a real size. Read as a file. */
export async function exampleDistrict(): Promise<District> {
  const file = fileURLToPath(new URL('../../demo/district.yaml', import.meta.url));
  return districtSchema.parse(parse(await readFile(file, 'utf8')));
}

/** Opens the rig; `threads` clean. */
export async function openIntakeRig(threads: number): Promise<IntakeRig> {
  const dataDir = await mkdtemp(join(tmpdir(), 'minqing-bench-'));
  const stores = await openStores({ dataDir, env: {}, log: quiet });
  let [analytics] = await Promise.all([
    openDatabase(stores.addresses.clickhouse),
    migrateLedger(stores.addresses.postgres.url),
  ]);
  const ledger = openLedger(stores.addresses.postgres.url);
  const district = await exampleDistrict();
  const cleaning = createCleaningPool(
    { district, reporterSecret: { keyId: 'bench', key: Buffer.alloc(32, 1) } },
    threads,
  );
  const grouping = createGroupingPool();
  let files = 0;
  const take: IntakeRig['take'] = async (file, onProgress = () => {}) => {
    const started = performance.now();
    let read = false;
    const idle = async (): Promise<'wait' | 'stop'> => {
      if (read && (await getIntakeProgress(ledger)).pending === 0) return 'stop';
      await sleep(LOOK_MS);
      return 'wait';
    };
    const { timeZone } = district;
    const applier = { analytics, ledger, grouping, timeZone, now, log: quiet, onCaughtUp: async () => {} };
    const applied = runApplier(applier, idle);
    const request = { file, sourceId: `bench-${(files += 1)}`, wardCode: '', map: undefined };
    const report = await importFile({ ledger, cleaning, timeZone, now, onProgress }, request);
    read = true;
    await applied;
    return { report, seconds: (performance.now() - started) / 1000 };
  };
  let resets = 0;
  const reset = async (): Promise<void> => {
    await stopMerges(analytics);
    const { database } = stores.addresses.clickhouse;
    const next = await openDatabase({ ...analytics.address, database: `${database}_${(resets += 1)}` });
    await analytics.close();
    analytics = next;
  };
  const close = async (): Promise<void> => {
    await Promise.all([cleaning.close(), grouping.close(), analytics.close(), ledger.close()]);
    await stores.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { district, take, reset, close };
}

async function openDatabase(address: ClickHouseAddress): Promise<Analytics> {
  await migrateAnalytics(address);
  return openAnalytics(address);
}

/**
 * What is measured next begins in tables of its own, and these stay as they are: neither deleted nor detached, because for
 * minutes an ext4 without a journal looks at every inode that was freed of late before it gives one to a new file, which
 * took up to half of an insert's processor time. A district deletes a part some minutes after its merge.
 */
async function stopMerges(analytics: Analytics): Promise<void> {
  const tables = await runQuery(analytics, {
    name: 'bench_tables',
    sql: `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'`,
    row: z.object({ name: z.string() }),
  });
  for (const { name } of tables)
    await runCommand(analytics, {
      name: 'bench_stop_merges',
      sql: 'SYSTEM STOP MERGES {database:Identifier}.{name:Identifier}',
      params: { database: analytics.address.database, name },
    });
}
