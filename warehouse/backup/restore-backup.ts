import { join } from 'node:path';
import { z } from 'zod';
import { type Analytics, forceToDisk } from '../analytics/analytics.ts';
import { inTransaction, type Ledger, runStatement, type Transaction } from '../ledger/ledger.ts';
import { StoreError } from '../store-error.ts';
import { listAnalyticsTables, listFedTables } from './analytics-tables.ts';
import { type BackupManifest, readManifest } from './backup-folder.ts';
import { emptyTable, loadTable } from './copy-analytics.ts';
import { emptyLedger, loadLedgerTable, resumeSequences } from './copy-ledger.ts';
import { type BackupFile, sumOf } from './file-sum.ts';
import { listLedgerTables } from './ledger-tables.ts';
import { shippedMigrations } from './shipped-migrations.ts';

/** Where a backup goes: stores that are migrated and hold nothing yet. */
export interface RestoreSetup {
  analytics: Analytics;
  ledger: Ledger;
  district: string;
  folder: string;
  onTable: (file: BackupFile) => void;
}

/**
 * Puts a backup into empty stores. ClickHouse comes first and the ledger in one transaction at the end: cut short, it
 * leaves a ledger without data, and is simply run again.
 * Throws StoreError for a folder that is no whole backup, another district, another schema, or stores in use.
 */
export async function restoreBackup(setup: RestoreSetup): Promise<BackupManifest> {
  const { analytics, ledger, folder } = setup;
  const manifest = await readManifest(folder);
  await checkManifest(manifest, setup);
  await checkEmpty(ledger);
  await restoreAnalytics(manifest, setup);
  await forceToDisk(analytics);
  await inTransaction(ledger, (tx) => restoreLedger(tx, manifest, setup));
  return manifest;
}

/**
 * What the views feed comes last, in the place of what they have fed meanwhile. Rows are not counted afterwards: the sums
 * of the files have been looked at, and the server drops versions that were replaced whenever it likes.
 */
async function restoreAnalytics(manifest: BackupManifest, { analytics, folder, onTable }: RestoreSetup): Promise<void> {
  for (const table of await listAnalyticsTables(analytics)) await emptyTable(analytics, table);
  const fed = await listFedTables(analytics);
  const inOrder = manifest.analytics.toSorted((a, b) => Number(fed.has(a.table)) - Number(fed.has(b.table)));
  for (const file of inOrder) {
    if (fed.has(file.table)) await emptyTable(analytics, file.table);
    await loadTable(analytics, file, folder);
    onTable(file);
  }
}

async function restoreLedger(tx: Transaction, manifest: BackupManifest, setup: RestoreSetup): Promise<void> {
  const tables = await listLedgerTables(tx);
  await emptyLedger(tx, tables);
  for (const table of tables) {
    const file = manifest.ledger.find((each) => each.table === table.table);
    if (!file) throw new StoreError(`备份里没有 ${table.table}。(The backup lacks ${table.table}.)`);
    await loadLedgerTable(tx, table, { folder: setup.folder, file: file.file });
    await resumeSequences(tx, table.table);
    setup.onTable(file);
  }
}

async function checkManifest(manifest: BackupManifest, { district, folder }: RestoreSetup): Promise<void> {
  if (manifest.district !== district) {
    throw new StoreError(
      `这是 ${manifest.district} 的备份，当前配置是 ${district}：请用 --district 指定原来的配置文件。(The backup is of another district.)`,
    );
  }
  if (JSON.stringify(manifest.migrations) !== JSON.stringify(await shippedMigrations())) {
    throw new StoreError(
      '备份来自结构不同的版本：请先用备份时的版本恢复，再升级。(Restore with the version that took the backup, then upgrade.)',
    );
  }
  for (const { file, sha256 } of [...manifest.analytics, ...manifest.ledger]) {
    const actual = await sumOf(join(folder, file)).catch(() => '');
    if (actual !== sha256) throw new StoreError(`备份文件 ${file} 缺失或已损坏。(${file} is missing or was changed.)`);
  }
}

async function checkEmpty(ledger: Ledger): Promise<void> {
  const [row] = await runStatement(ledger, {
    name: 'count-ledger-content',
    text: `select (select count(*) from users) + (select count(*) from intake_batches) as content`,
    row: z.object({ content: z.number() }),
  });
  if (row!.content > 0) {
    throw new StoreError(
      '目标里已有数据，恢复不会覆盖它：请用 --data 指定一个新的空目录。(The target holds data: restore into a new, empty one.)',
    );
  }
}
