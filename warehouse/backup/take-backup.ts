import type { Analytics } from '../analytics/analytics.ts';
import { STORE_PLAN_LOCK } from '../ledger/intake/next-batch.ts';
import {
  inTransaction,
  type Ledger,
  noRow,
  runStatement,
  type Transaction,
  withAdvisoryLock,
} from '../ledger/ledger.ts';
import { shippedMigrations } from './shipped-migrations.ts';
import { listAnalyticsTables } from './analytics-tables.ts';
import { type BackupManifest, writeManifest } from './backup-folder.ts';
import { dumpTable } from './copy-analytics.ts';
import { dumpLedgerTable } from './copy-ledger.ts';
import type { BackupFile } from './file-sum.ts';
import { listLedgerTables } from './ledger-tables.ts';

/** What a backup is taken of, and where it goes: an existing, empty folder. */
export interface BackupSetup {
  analytics: Analytics;
  ledger: Ledger;
  district: string;
  keyMark: string;
  folder: string;
  now: Date;
  onTable: (file: BackupFile) => void;
}

/**
 * Copies both stores as they were at one moment of the intake log, while the district goes on. Until the copy is taken
 * no plan is stored (storePlan waits for the same lock), so every row in ClickHouse comes from a plan that the copied
 * ledger knows; one that was being written is in the copy as a plan, and is written again after the restore.
 */
export async function takeBackup(setup: BackupSetup): Promise<BackupManifest> {
  const copy = (lost: AbortSignal): Promise<BackupManifest> =>
    inTransaction(setup.ledger, async (tx) => {
      const text = 'set transaction isolation level repeatable read, read only';
      await runStatement(tx, { name: 'hold-snapshot', text, row: noRow });
      const manifest = await copyBoth(setup, tx);
      lost.throwIfAborted();
      await writeManifest(setup.folder, manifest);
      return manifest;
    });
  const held = await withAdvisoryLock(setup.ledger, STORE_PLAN_LOCK, copy, { wait: true });
  if (held.kind === 'busy') throw new Error('a lock that was waited for is busy');
  return held.value;
}

async function copyBoth(setup: BackupSetup, tx: Transaction): Promise<BackupManifest> {
  const { analytics, folder, onTable } = setup;
  const manifest: BackupManifest = {
    format: 1,
    district: setup.district,
    keyMark: setup.keyMark,
    takenAt: setup.now.toISOString(),
    migrations: await shippedMigrations(),
    analytics: [],
    ledger: [],
  };
  for (const table of await listLedgerTables(tx)) {
    const file = await dumpLedgerTable(tx, table, folder);
    manifest.ledger.push(file);
    onTable(file);
  }
  for (const table of await listAnalyticsTables(analytics)) {
    const file = await dumpTable(analytics, table, folder);
    manifest.analytics.push(file);
    onTable(file);
  }
  return manifest;
}
