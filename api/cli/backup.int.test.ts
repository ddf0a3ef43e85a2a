import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { alertingSetting } from '#jobs/alerts/settings/alerting-setting.ts';
import { district } from '#jobs/alerts/testing/fixtures.ts';
import { verifyAuditLog } from '#jobs/audit/verify-audit-log.ts';
import { runApplier } from '#jobs/intake/applier.ts';
import { createCleaningPool } from '#jobs/intake/cleaning-pool.ts';
import { createGroupingPool } from '#jobs/intake/grouping-pool.ts';
import { storeBatch } from '#jobs/intake/store-batch.ts';
import { requestRepair } from '#jobs/processors/repair-grouping.ts';
import { openQueuePool } from '#jobs/queue/queue-pool.ts';
import { openQueue } from '#jobs/queue/queue.ts';
import { saveSetting } from '#jobs/settings/save-setting.ts';
import { somePosts } from '#jobs/testing/some-posts.ts';
import { runQuery } from '#warehouse/analytics/analytics.ts';
import { listRecounts } from '#warehouse/analytics/verify-counts.ts';
import { countTableRows } from '#warehouse/backup/analytics-tables.ts';
import { restoreBackup } from '#warehouse/backup/restore-backup.ts';
import { takeBackup } from '#warehouse/backup/take-backup.ts';
import { upsertUser } from '#warehouse/ledger/accounts/upsert-user.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { runStatement } from '#warehouse/ledger/ledger.ts';
import { type FreshStores, freshStores } from '#warehouse/testing/fresh-stores.ts';

const [origin, copy, spare, filled] = await Promise.all([freshStores(), freshStores(), freshStores(), freshStores()]);
const NOW = '2020-12-16T04:00:00.000Z';
const log = { info() {}, warn() {}, error() {} };
const posts = somePosts(1_200);
const PAGE = 200;
/** The first hundred, as they were edited and deleted afterwards. */
const changedPosts = posts
  .slice(0, 100)
  .map((post, n) => (n % 5 === 0 ? { ...post, deleted: true } : { ...post, text: `${post.text}另外，电梯也坏了。` }));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minqing-backup-'));
  for (const { ledger } of [origin, copy, spare, filled]) await (await openQueuePool(ledger.url)).end();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Puts all posts into the intake log; gives how many pages were new. */
async function takePosts({ ledger }: FreshStores, of = posts): Promise<number> {
  const cleaning = createCleaningPool({ district, reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 7) } }, 1);
  await upsertSource(ledger, { sourceId: 'posts', name: '社区论坛' });
  let stored = 0;
  for (let start = 0; start < of.length; start += PAGE) {
    const rows = of.slice(start, start + PAGE).map((value, index) => ({ position: String(index), value }));
    const batch = await cleaning.clean({ sourceId: 'posts', sourceWard: '', history: true, now: NOW, rows });
    const from = {
      sourceId: 'posts',
      inputKey: `page ${start} of ${of.length}`,
      cursor: null,
      now: NOW,
      timeZone: 'Asia/Shanghai',
    };
    if (await storeBatch(ledger, from, batch)) stored += 1;
  }
  await cleaning.close();
  return stored;
}

/** One thread for all that start anew: a load leaves nothing of what it held. */
const grouping = createGroupingPool();
afterAll(() => grouping.close());

async function applyAll(stores: FreshStores): Promise<void> {
  const deps = { ...stores, grouping, timeZone: 'Asia/Shanghai', now: () => new Date(NOW), log };
  await runApplier({ ...deps, onCaughtUp: async () => {} }, async () => 'stop');
}

async function contentsOf({ analytics, ledger }: FreshStores): Promise<unknown> {
  const read = (table: string, key: string) =>
    runQuery(analytics, {
      name: 'contents',
      sql: `SELECT * FROM ${table} FINAL ORDER BY ${key}`,
      row: z.looseObject({}),
    });
  const state = (text: string) => runStatement(ledger, { name: 'state', text, row: z.unknown() });
  return {
    documents: await read('documents', 'external_id'),
    memberships: await read('memberships', 'external_id'),
    // The revision of an event tells which batches were applied together, and that may differ.
    events: (await read('events', 'event_id')).map((event) => ({ ...event, revision: 0 })),
    counts: await state('select * from intake_counts order by 1, 2, 3, 4'),
    users: await state('select * from users'),
    settings: await state('select * from settings'),
  };
}

/** One of each month of fifteen years: tables are parted by months, and an insert may usually not touch so many. */
const oldPosts = posts.slice(0, 180).map((post, n) => ({
  ...post,
  externalId: `old${n}`,
  publishedAt: new Date(Date.UTC(2005, n, 5)).toISOString(),
}));

/** All that a table holds, each row in its last version. */
const rowsOf = ({ analytics }: FreshStores, table: string): Promise<object[]> =>
  runQuery(analytics, {
    name: 'rows-of',
    sql: 'SELECT * FROM {table:Identifier} FINAL ORDER BY ALL',
    params: { table },
    row: z.looseObject({}),
  });

const backupOf = (stores: FreshStores, name: string) =>
  mkdir(join(folder, name)).then(() =>
    takeBackup({
      ...stores,
      district: '990113',
      keyMark: 'k1',
      folder: join(folder, name),
      now: new Date(NOW),
      onTable() {},
    }),
  );
const restoreTo = (stores: FreshStores, name: string, code = '990113') =>
  restoreBackup({ ...stores, district: code, folder: join(folder, name), onTable() {} });

describe('A backup', { timeout: 120_000 }, () => {
  test('taken while rows are being written goes on, restored, exactly as the original does', async () => {
    expect(await takePosts(origin)).toBe(posts.length / PAGE);
    await upsertUser(origin.ledger, {
      username: 'a',
      display_name: 'A',
      password_hash: 'x',
      role: 'auditor',
      wards: [''],
      lines: null,
      department_code: '',
    });
    const change = {
      body: district.alerting,
      expectedVersion: 0,
      by: { id: '1', name: 'A' },
      note: '',
      now: new Date(),
    };
    await saveSetting({ ledger: origin.ledger, district }, alertingSetting, change);
    const queuePool = await openQueuePool(origin.ledger.url);
    const queue = openQueue(queuePool);
    await queue.add('rank-hotspots', {}, { delayMs: 3_600_000 });

    const [manifest] = await Promise.all([backupOf(origin, 'running'), applyAll(origin)]);
    expect(manifest.ledger.find(({ table }) => table === 'intake_batches')?.rows).toBe(posts.length / PAGE);

    await restoreTo(copy, 'running');
    await applyAll(copy);
    expect(await contentsOf(copy)).toEqual(await contentsOf(origin));
    for (const { check, stored, recounted } of await listRecounts(copy.analytics))
      expect([check, stored]).toEqual([check, recounted]);
    expect(await verifyAuditLog(copy.ledger)).toEqual(await verifyAuditLog(origin.ledger));
    const jobs = {
      name: 'jobs',
      text: `select count(*) as n from bullmq.job`,
      row: z.object({ n: z.number() }),
    };
    expect(await runStatement(copy.ledger, jobs)).toEqual(await runStatement(origin.ledger, jobs));
    await queue.close();
    await queuePool.end();
  });

  test('of documents that were written, changed, taken back and grouped anew is restored table by table as they were', async () => {
    await takePosts(origin);
    await takePosts(origin, changedPosts);
    await takePosts(origin, oldPosts);
    await requestRepair(origin.ledger, { key: 'backup', now: NOW, newest: null });
    await applyAll(origin);
    const { analytics: files } = await backupOf(origin, 'written');
    await restoreTo(filled, 'written');
    const tables = files.filter(({ rows }) => rows > 0).map(({ table }) => table);
    expect(tables).toEqual(
      expect.arrayContaining(['documents', 'document_states', 'ranking_rows', 'search_documents']),
    );
    for (const table of tables) expect(await rowsOf(filled, table)).toEqual(await rowsOf(origin, table));
    // Nothing stands there twice, as it would where views feed what is loaded besides.
    for (const { table, rows } of files)
      expect(await countTableRows(filled.analytics, table)).toBeLessThanOrEqual(rows);
  });

  test('restored knows what it took already, and gives new numbers to what is new', async () => {
    expect(await takePosts(copy)).toBe(0);
    const [row] = await runStatement(copy.ledger, {
      name: 'next-number',
      text: `insert into intake_batches (source_id, input_key, rows, stored_at) values ('posts', 'new', 0, now())
             returning batch_no`,
      row: z.object({ batch_no: z.number() }),
    });
    expect(row!.batch_no).toBeGreaterThan(posts.length / PAGE);
  });

  test('never goes over data, into another district, or in pieces', async () => {
    await expect(restoreTo(copy, 'running')).rejects.toThrow('已有数据');
    await expect(restoreTo(spare, 'running', '990114')).rejects.toThrow('990113');
    const file = join(folder, 'running', 'analytics.documents.native.gz');
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length - 9));
    await expect(restoreTo(spare, 'running')).rejects.toThrow('analytics.documents.native.gz 缺失或已损坏');
    await rm(join(folder, 'running', 'backup.json'));
    await expect(restoreTo(spare, 'running')).rejects.toThrow('不是完整的备份');
  });
});
