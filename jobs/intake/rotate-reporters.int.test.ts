import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { ReporterSecret } from '#ingest/mask/reporter-key.ts';
import { runQuery } from '#warehouse/analytics/analytics.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { runApplier } from './applier.ts';
import { createCleaningPool } from './cleaning-pool.ts';
import { createGroupingPool } from './grouping-pool.ts';
import { rotateReporters } from './rotate-reporters.ts';
import { storeBatch } from './store-batch.ts';

const stores = await freshStores();
const now = '2020-12-16T04:00:00.000Z';
const timeZone = 'Asia/Shanghai';
const first: ReporterSecret = { keyId: 'k1', key: Buffer.alloc(32, 7) };
const rotated: ReporterSecret = { ...first, later: [{ keyId: 'k2', key: Buffer.alloc(32, 8) }] };
const district = districtSchema.parse({
  code: '990113',
  name: '测试区',
  streets: [{ code: '990113001', name: '淞南镇', communities: [{ code: '990113001001', name: '淞南一村居委' }] }],
  departments: [{ code: 'centre', name: '受理中心', line: 'centre' }],
  routing: [{ topic: '', lead: 'centre' }],
});

/** One thread for all that start anew: a load leaves nothing of what it held. */
const grouping = createGroupingPool();
afterAll(() => grouping.close());

async function apply(): Promise<void> {
  const log = { info() {}, warn() {}, error() {} };
  const deps = { ...stores, grouping, timeZone, now: () => new Date(now), log, onCaughtUp: async () => {} };
  await runApplier(deps, async () => 'stop');
}

const post = (id: string, reporter: string) => ({
  externalId: id,
  kind: 'post',
  publishedAt: '2020-12-15T01:00:00.000Z',
  text: `淞南一村${id}号楼下水道堵了`,
  reporter,
});

/** Takes rows in as a process does that knows this secret. */
async function take(key: string, secret: ReporterSecret, rows: readonly object[]): Promise<void> {
  const cleaning = createCleaningPool({ district, reporterSecret: secret }, 1);
  const values = rows.map((value, index) => ({ position: String(index), value }));
  const batch = await cleaning
    .clean({ sourceId: 'posts', sourceWard: '', history: false, now, rows: values })
    .finally(() => cleaning.close());
  await upsertSource(stores.ledger, { sourceId: 'posts', name: 'posts' });
  await storeBatch(stores.ledger, { sourceId: 'posts', inputKey: key, cursor: null, now, timeZone }, batch);
  await apply();
}

const reporters = (table: 'documents' | 'memberships') =>
  runQuery(stores.analytics, {
    name: 'reporters',
    sql: 'SELECT external_id AS id, reporter_key AS person FROM {table:Identifier} FINAL ORDER BY id',
    params: { table },
    row: z.object({ id: z.string(), person: z.string() }),
  });

it('carries stored reporters over to a new key, where new posts of the same person find them', async () => {
  await take('one', first, [post('1', 'li'), post('2', 'wang'), post('3', '')]);
  const deps = { ...stores, secret: rotated, timeZone, now: () => new Date(now) };
  expect(await rotateReporters(deps)).toBe(2);
  await apply();
  await take('two', rotated, [post('4', 'li'), post('1', 'li')]);
  for (const table of ['documents', 'memberships'] as const) {
    const person = new Map((await reporters(table)).map((row) => [row.id, row.person]));
    expect(person.get('1')).toMatch(/^k2\./);
    expect(person.get('4')).toBe(person.get('1'));
    expect(person.get('2')).not.toBe(person.get('1'));
    expect(person.get('3')).toBe('');
  }
  // Run again, as after a crash, it finds nothing left to do.
  expect(await rotateReporters(deps)).toBe(0);
});
