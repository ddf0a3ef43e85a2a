import { afterAll, expect, test } from 'vitest';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import { type FreshStores, freshStores } from '#warehouse/testing/fresh-stores.ts';
import { somePosts } from '../testing/some-posts.ts';
import { runApplier } from './applier.ts';
import { createCleaningPool } from './cleaning-pool.ts';
import { compareStores } from './compare-stores.ts';
import { createGroupingPool } from './grouping-pool.ts';
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
const posts = somePosts(120);
const PAGE = 20;
const [long, short, empty] = await Promise.all([freshStores(), freshStores(), freshStores()]);
const cleaning = createCleaningPool({ district, reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 7) } }, 1);
const grouping = createGroupingPool();
afterAll(() => Promise.all([cleaning.close(), grouping.close()]));

/** Takes posts in from one place to another; each page is a batch. */
async function take({ ledger }: FreshStores, from: number, to: number): Promise<void> {
  await upsertSource(ledger, { sourceId: 'posts', name: 'posts' });
  for (let start = from; start < to; start += PAGE) {
    const rows = posts.slice(start, start + PAGE).map((value, index) => ({ position: String(index), value }));
    const batch = await cleaning.clean({ sourceId: 'posts', sourceWard: '', history: false, now: NOW, rows });
    const input = { sourceId: 'posts', inputKey: `page ${start}`, cursor: null, now: NOW, timeZone };
    await storeBatch(ledger, input, batch);
  }
}

async function apply(stores: FreshStores): Promise<void> {
  const log = { info() {}, warn() {}, error() {} };
  const deps = { ...stores, grouping, timeZone, now: () => new Date(NOW), log, onCaughtUp: async () => {} };
  await runApplier(deps, async () => 'stop');
}

test('Two stores agree before the first document, while documents are written, and while some wait', async () => {
  expect(await compareStores(long.analytics, long.ledger)).toBeNull();
  await take(long, 0, 60);
  const writing = apply(long).then(() => 'written');
  const looking = (): Promise<string> =>
    compareStores(long.analytics, long.ledger).then((differ) => JSON.stringify(differ));
  for (let first = ''; first !== 'written'; first = await Promise.race([writing, looking()]))
    expect(await looking()).toBe('null');
  await take(long, 60, 120);
  expect(await compareStores(long.analytics, long.ledger)).toBeNull();
  await apply(long);
  expect(await compareStores(long.analytics, long.ledger)).toBeNull();
});

test('A ledger that begins anew or is of an earlier day is found beside the documents, and so are documents that are gone', async () => {
  await Promise.all([take(long, 0, 120), take(short, 0, 40)]);
  await apply(long);
  await apply(short);
  expect(await compareStores(long.analytics, empty.ledger)).toEqual({ lost: 'ledger' });
  expect(await compareStores(long.analytics, short.ledger)).toEqual({ lost: 'ledger' });
  expect(await compareStores(empty.analytics, short.ledger)).toEqual({ lost: 'warehouse', documents: 40 });
});
