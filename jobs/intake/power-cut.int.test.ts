import { chmod, mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type Analytics, openAnalytics, runQuery } from '#warehouse/analytics/analytics.ts';
import { insertPlan } from '#warehouse/analytics/intake/insert-plan.ts';
import { migrateAnalytics } from '#warehouse/analytics/migrate.ts';
import { listRecounts } from '#warehouse/analytics/verify-counts.ts';
import { openStores } from '#warehouse/embedded/open-stores.ts';
import { getAcceptedBalance } from '#warehouse/ledger/intake/get-accepted-balance.ts';
import { getIntakeProgress, nextBatches, storePlan } from '#warehouse/ledger/intake/next-batch.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { type Ledger, openLedger } from '#warehouse/ledger/ledger.ts';
import { migrateLedger } from '#warehouse/ledger/migrate.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import { somePosts } from '../testing/some-posts.ts';
import { type ApplierDeps, runApplier } from './applier.ts';
import { unpack } from './cleaned-batch.ts';
import { createCleaningPool } from './cleaning-pool.ts';
import { describePlan } from './describe-plan.ts';
import { documentRows } from './document-rows.ts';
import { createGroupingPool } from './grouping-pool.ts';
import { packPlan } from './plan.ts';
import { type BatchToPlan, planBatches } from './plan-batches.ts';
import { storeBatch } from './store-batch.ts';

const district = districtSchema.parse({
  code: '990113',
  name: '测试区',
  streets: [{ code: '990113001', name: '淞南镇', communities: [{ code: '990113001001', name: '淞南一村居委' }] }],
  departments: [{ code: 'centre', name: '受理中心', line: 'centre' }],
  routing: [{ topic: '', lead: 'centre' }],
});
const NOW = '2020-12-16T04:00:00.000Z';
const timeZone = 'Asia/Shanghai';
const log = { info() {}, warn() {}, error() {} };

const cleaning = createCleaningPool({ district, reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 7) } }, 1);
const grouping = createGroupingPool();
afterAll(() => Promise.all([cleaning.close(), grouping.close()]));

/** Opens the stores of a folder as the product does. */
async function open(dataDir: string): Promise<{ analytics: Analytics; ledger: Ledger; close(): Promise<void> }> {
  const stores = await openStores({ dataDir, env: {}, log });
  await migrateAnalytics(stores.addresses.clickhouse);
  await migrateLedger(stores.addresses.postgres.url);
  const analytics = openAnalytics(stores.addresses.clickhouse);
  const ledger = openLedger(stores.addresses.postgres.url);
  const close = async (): Promise<void> => {
    await Promise.all([analytics.close(), ledger.close()]);
    await stores.close();
  };
  return { analytics, ledger, close };
}

async function take(ledger: Ledger, inputKey: string, posts: readonly object[]): Promise<void> {
  await upsertSource(ledger, { sourceId: 'posts', name: 'posts' });
  const rows = posts.map((value, index) => ({ position: String(index), value }));
  const batch = await cleaning.clean({ sourceId: 'posts', sourceWard: '', history: false, now: NOW, rows });
  await storeBatch(ledger, { sourceId: 'posts', inputKey, cursor: null, now: NOW, timeZone }, batch);
}

async function apply(stores: { analytics: Analytics; ledger: Ledger }): Promise<void> {
  const deps: ApplierDeps = {
    ...stores,
    grouping,
    timeZone,
    now: () => new Date(NOW),
    log,
    onCaughtUp: async () => {},
  };
  expect(await runApplier(deps, async () => 'stop')).toBe('stopped');
}

/** Stores the plan of what waits and writes it, up to where it would be forced to disk. */
async function writeUnforced({ analytics, ledger }: { analytics: Analytics; ledger: Ledger }): Promise<void> {
  const [pending] = await nextBatches(ledger);
  const { batch_no: batchNo, source_id: sourceId, stored_at: receivedAt } = pending!;
  const documents = await unpack<BatchToPlan['documents']>(pending!.documents!);
  const batches = [{ batchNo, sourceId, receivedAt, documents }];
  const { grouped } = await planBatches({ analytics, grouping, saidTopics: async () => new Map() }, batches);
  const plan = await describePlan(analytics, [await grouped]);
  expect(await storePlan(ledger, batchNo, await packPlan(plan))).toBe(true);
  await insertPlan(analytics, { ...plan.rows, documents: documentRows(plan.documents, batches) });
}

/** Every table that a plan feeds. */
const FED = [
  'document_states',
  'documents',
  'events',
  'memberships',
  'ranking_keys',
  'ranking_rows',
  'search_documents',
  'severe_events',
];

/** Names of the tables by the folders of their parts. */
async function tableNames(analytics: Analytics): Promise<Map<string, string>> {
  const rows = await runQuery(analytics, {
    name: 'table-names',
    sql: 'SELECT toString(uuid) AS uuid, name FROM system.tables WHERE database = currentDatabase()',
    row: z.object({ uuid: z.string(), name: z.string() }),
  });
  return new Map(rows.map(({ uuid, name }) => [uuid, name]));
}

/** The files of all parts, by their folders. */
async function partsIn(dataDir: string): Promise<Map<string, string[]>> {
  const store = join(dataDir, 'clickhouse', 'data', 'store');
  const files = await readdir(store, { recursive: true, withFileTypes: true });
  const parts = new Map<string, string[]>();
  for (const file of files) {
    if (!file.isFile() || !/_\d+_\d+_\d+$/.test(file.parentPath)) continue;
    parts.set(file.parentPath, [...(parts.get(file.parentPath) ?? []), join(file.parentPath, file.name)]);
  }
  return parts;
}

test('a power cut that empties every file which was not forced to disk loses no row and counts none twice', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'power-cut-'));
  // As root, PostgreSQL runs under another account, which must be able to pass.
  await chmod(dataDir, 0o711);
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const posts = somePosts(240, 51);
  const before = await open(dataDir);
  await take(before.ledger, 'forced', posts.slice(0, 120));
  await apply(before);
  const forced = await partsIn(dataDir);
  await take(before.ledger, 'torn', posts.slice(120));
  await writeUnforced(before);
  const tables = await tableNames(before.analytics);
  await before.close();
  const torn = [...(await partsIn(dataDir))].filter(([part]) => !forced.has(part));
  const tornTables = new Set(torn.map(([part]) => tables.get(basename(dirname(part)))));
  expect([...tornTables].toSorted()).toEqual(FED);
  for (const [, files] of torn) for (const file of files) await truncate(file);

  const after = await open(dataDir);
  onTestFinished(() => after.close());
  await apply(after);
  const checks = await listRecounts(after.analytics);
  for (const { check, stored, recounted } of checks) expect({ check, stored }).toEqual({ check, stored: recounted });
  expect(checks.find(({ check }) => check === 'documents')!.stored).toBe(240);
  expect(await getAcceptedBalance(after.ledger)).toBe(240);
  expect((await getIntakeProgress(after.ledger)).pending).toBe(0);
}, 60_000);
