import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { runQuery } from '#warehouse/analytics/analytics.ts';
import { getLatestRelocation } from '#warehouse/ledger/intake/relocations.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { runStatement } from '#warehouse/ledger/ledger.ts';
import { type District, districtSchema } from '#warehouse/model/district.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { runApplier } from './applier.ts';
import { createCleaningPool } from './cleaning-pool.ts';
import { beginRelocation, gazetteerVersion, relocateAnew } from './follow-gazetteer.ts';
import { createGroupingPool } from './grouping-pool.ts';
import { storeBatch } from './store-batch.ts';

const { analytics, ledger } = await freshStores();
const NOW = '2020-12-16T04:00:00.000Z';
const now = () => new Date(NOW);

const districtOf = (estates: { name: string }[]): District =>
  districtSchema.parse({
    code: '990113',
    name: '测试区',
    streets: [
      {
        code: '990113001',
        name: '淞南镇',
        communities: [{ code: '990113001001', name: '淞南一村居委', estates }],
      },
    ],
    departments: [{ code: 'centre', name: '受理中心', line: 'centre' }],
    routing: [{ topic: '', lead: 'centre' }],
  });
const before = districtOf([{ name: '淞南一村' }]);
const learned = districtOf([{ name: '淞南一村' }, { name: '月牙湾' }]);
const depsOf = (district: District) => ({ analytics, ledger, district, now });

const cleaning = createCleaningPool({ district: before, reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 7) } }, 1);
afterAll(() => cleaning.close());

async function pull(inputKey: string, texts: Readonly<Record<string, string>>): Promise<void> {
  await upsertSource(ledger, { sourceId: 'posts', name: 'posts' });
  const rows = Object.entries(texts).map(([externalId, text], n) => ({
    position: String(n),
    value: { externalId, kind: 'post', publishedAt: NOW, title: text.slice(0, 5), text },
  }));
  const batch = await cleaning.clean({ sourceId: 'posts', sourceWard: '', history: false, now: NOW, rows });
  await storeBatch(ledger, { sourceId: 'posts', inputKey, cursor: null, now: NOW, timeZone: 'UTC' }, batch);
}

/** One thread for all that start anew: a load leaves nothing of what it held. */
const grouping = createGroupingPool();
afterAll(() => grouping.close());

async function apply(): Promise<void> {
  const log = { info() {}, warn() {}, error() {} };
  await runApplier(
    { analytics, ledger, grouping, timeZone: 'UTC', now, log, onCaughtUp: async () => {} },
    async () => 'stop',
  );
}

const stored = () =>
  runQuery(analytics, {
    name: 'stored_wards',
    sql: `SELECT external_id, ward_code, text FROM documents FINAL ORDER BY external_id`,
    params: {},
    row: z.object({ external_id: z.string(), ward_code: z.string(), text: z.string() }),
  });

const audited = () =>
  runStatement(ledger, {
    name: 'audited-relocations',
    text: `select detail::jsonb as detail from audit_log where action = 'gazetteer.relocate' order by at`,
    values: [],
    row: z.object({ detail: z.object({ looked: z.number(), found: z.number() }) }),
  });

it('a start with other estates finds the wards of documents that had none, once, and tells of it', async () => {
  await pull('one', { a: '月牙湾停水三天了没有人管', b: '路上的井盖松动了很危险', c: '月牙湾的路灯不亮了' });
  await apply();
  expect((await stored()).map((row) => row.ward_code)).toEqual(['', '', '']);

  // Of an installation from before there were such runs, nobody knows by what its documents were located.
  expect(await beginRelocation(depsOf(before))).not.toBeNull();
  expect(await relocateAnew(depsOf(before))).toEqual({ looked: 3, found: 0 });
  expect(await beginRelocation(depsOf({ ...before, departments: [] }))).toBeNull();
  expect(await relocateAnew(depsOf(before))).toBeNull();

  expect(await beginRelocation(depsOf(learned))).not.toBeNull();
  expect(await getLatestRelocation(ledger)).toMatchObject({ total: 3, looked: 0, finished_at: null });
  // While it waits for its turn, an author edits: the edit stands, not what the run read before it.
  await pull('edit', { c: '改了：小花园的路灯不亮了' });
  expect(await relocateAnew(depsOf(learned))).toEqual({ looked: 3, found: 2 });
  await apply();
  expect(await stored()).toMatchObject([
    { external_id: 'a', ward_code: '990113001001' },
    { external_id: 'b', ward_code: '' },
    { external_id: 'c', ward_code: '', text: '改了：小花园的路灯不亮了' },
  ]);

  const done = await getLatestRelocation(ledger);
  expect(done).toMatchObject({ gazetteer: gazetteerVersion(learned), looked: 3, found: 2, finished_at: NOW });
  expect(await audited()).toEqual([{ detail: { looked: 3, found: 0 } }, { detail: { looked: 3, found: 2 } }]);
  expect(await beginRelocation(depsOf(learned))).toBeNull();
  expect(await relocateAnew(depsOf(learned))).toBeNull();
  expect(await getLatestRelocation(ledger)).toEqual(done);
});

it('a run that was cut off goes on, and one for an older gazetteer gives way', async () => {
  const again = districtOf([{ name: '淞南一村' }, { name: '小花园' }]);
  const first = await beginRelocation(depsOf(again));
  expect(first).not.toBeNull();
  // The process ends here; the next start has the same places, and takes the run up.
  expect(await beginRelocation(depsOf(again))).toBeNull();
  expect(await getLatestRelocation(ledger)).toMatchObject({ run_no: first, finished_at: null });
  // Or others: then the run of the older ones is closed and a new one begins.
  const second = await beginRelocation(depsOf(districtOf([{ name: '小花园' }])));
  expect(second).toBeGreaterThan(first!);
  expect(await relocateAnew(depsOf(districtOf([{ name: '小花园' }])))).toEqual({ looked: 2, found: 1 });
});
