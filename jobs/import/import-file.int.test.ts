import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { zipOf } from '#ingest/files/testing/workbook-of.ts';
import { runQuery } from '#warehouse/analytics/analytics.ts';
import { listSourceHealth } from '#warehouse/ledger/intake/list-source-health.ts';
import { runStatement } from '#warehouse/ledger/ledger.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import { type FreshStores, freshStores } from '#warehouse/testing/fresh-stores.ts';
import { runApplier } from '../intake/applier.ts';
import { createCleaningPool } from '../intake/cleaning-pool.ts';
import { createGroupingPool } from '../intake/grouping-pool.ts';
import { somePosts } from '../testing/some-posts.ts';
import { importFile } from './import-file.ts';

const district = districtSchema.parse({
  code: '990113',
  name: '测试区',
  streets: [{ code: '990113001', name: '淞南镇', communities: [{ code: '990113001001', name: '淞南一村居委' }] }],
  departments: [{ code: 'centre', name: '受理中心', line: 'centre' }],
  routing: [{ topic: '', lead: 'centre' }],
});
const now = (): Date => new Date('2020-12-16T04:00:00.000Z');
const timeZone = 'Asia/Shanghai';
const quiet = { info() {}, warn() {}, error() {} };
const stores = await Promise.all([freshStores(), freshStores(), freshStores(), freshStores()]);

/** Imports a file with so many threads and applies it; gives every row that a reader sees. */
async function rowsAfter({ ledger, analytics }: FreshStores, file: string, threads: number): Promise<unknown[]> {
  const cleaning = createCleaningPool({ district, reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 7) } }, threads);
  const grouping = createGroupingPool();
  try {
    const deps = { ledger, cleaning, timeZone, now, onProgress: () => {} };
    await importFile(deps, { file, sourceId: 'posts', wardCode: '', map: undefined });
    const applying = { ledger, analytics, grouping, timeZone, now, log: quiet, onCaughtUp: async () => {} };
    expect(await runApplier(applying, async () => 'stop')).toBe('stopped');
  } finally {
    await Promise.all([cleaning.close(), grouping.close()]);
  }
  const all = (name: string, sql: string) => runQuery(analytics, { name, sql, row: z.unknown() });
  return [
    await all('documents', 'SELECT * FROM documents FINAL ORDER BY source_id, external_id'),
    await all('memberships', 'SELECT * FROM memberships FINAL ORDER BY source_id, external_id'),
    await all('events', 'SELECT * FROM events FINAL ORDER BY event_id'),
  ];
}

test('one, two and four threads leave the same documents, memberships and events', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'minqing-threads-'));
  const file = join(folder, 'posts.jsonl');
  // Three chunks, so that several threads work at once; the first is the longest and ends last.
  const posts = somePosts(2_400, 12).map((post, n) => (n < 1_000 ? { ...post, text: post.text.repeat(8) } : post));
  await writeFile(file, posts.map((post) => JSON.stringify(post)).join('\n'));
  try {
    const one = await rowsAfter(stores[0], file, 1);
    expect(one.map((rows) => (rows as unknown[]).length)).toEqual([2_400, 2_400, expect.any(Number)]);
    expect(await rowsAfter(stores[1], file, 2)).toEqual(one);
    expect(await rowsAfter(stores[2], file, 4)).toEqual(one);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);

test('an archive comes once, a chat anywhere in it is marked, and what cannot be read says in which file it stands', async () => {
  const { ledger } = stores[0];
  const folder = await mkdtemp(join(tmpdir(), 'minqing-archive-'));
  const file = join(folder, 'all.zip');
  const table = '工单编号,主要内容,受理时间\n1,路灯坏了很久没人修,2020-12-01 10:00\n2,井盖松动,12/01/20\n';
  const chat = '2020-12-12\n21:05 张三：消防栓被撞坏了，喷出大量的水\n21:06 李书记：马上联系水务\n';
  await writeFile(file, zipOf({ 'a.csv': table, 'b.txt': chat }));
  const cleaning = createCleaningPool({ district, reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 7) } }, 1);
  const deps = { ledger, cleaning, timeZone, now, onProgress: () => {} };
  const request = { file, sourceId: 'archive', wardCode: '', map: undefined };
  try {
    expect(await importFile(deps, request)).toMatchObject({ rows: 3, accepted: 2, rejected: 1, repeated: 0 });
    expect(await importFile(deps, request)).toMatchObject({ rows: 3, accepted: 0, rejected: 0, repeated: 3 });
    expect(await importFile(deps, { ...request, dateOrder: 'dmy' })).toMatchObject({ accepted: 3, rejected: 0 });
    const health = await listSourceHealth(ledger);
    expect(health.find(({ source_id }) => source_id === 'archive')).toMatchObject({ consent: 'unknown' });
    const text = "select position, detail from rejects where source_id = 'archive'";
    expect(await runStatement(ledger, { name: 'rejects', text, row: z.unknown() })).toEqual([
      { position: '第1个文件第3行', detail: expect.stringMatching(/--date-order/) },
    ]);
  } finally {
    await Promise.all([cleaning.close(), rm(folder, { recursive: true })]);
  }
});

const edited = (id: number, at: string): string => `${id},路灯坏了很久没人修,2020-12-01 10:00,${at}`;

test('a list of deletions takes back what another file brings later, and not what came back after it', async () => {
  const fresh = stores[3];
  const folder = await mkdtemp(join(tmpdir(), 'minqing-deletions-'));
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const posts = `工单编号,主要内容,受理时间,更新时间\n${edited(1, '2020-12-02 10:00')}\n${edited(2, '2020-12-09 10:00')}\n${edited(3, '2020-12-02 10:00')}\n`;
  try {
    const gone = '工单编号,是否删除,更新时间\n1,是,2020-12-08 10:00\n2,是,2020-12-08 10:00\n';
    await rowsAfter(fresh, await write('gone.csv', gone), 1);
    const [documents] = await rowsAfter(fresh, await write('posts.csv', posts), 1);
    expect(documents).toMatchObject([{ external_id: '2' }, { external_id: '3' }]);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);
