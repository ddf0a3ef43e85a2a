import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCleaningPool, type CleaningPool } from '#jobs/intake/cleaning-pool.ts';
import { runApplier } from '#jobs/intake/applier.ts';
import { createGroupingPool } from '#jobs/intake/grouping-pool.ts';
import { storeBatch } from '#jobs/intake/store-batch.ts';
import { runCommand } from '#warehouse/analytics/analytics.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { Scope } from '#warehouse/model/scope.ts';
import { testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';
import { documentLife } from './document-life.ts';
import { documentList } from './document-list.ts';
import { viewpointOf } from './viewpoint.ts';

const stores = await freshStores();
const now = new Date('2020-12-16T04:00:00.000Z');
const context = await testContext(stores, { district: two.district, now: () => now });
const all: Scope = { wards: [''], lines: null };
const ownWard: Scope = { wards: [two.own.ward], lines: null };
const neighbourWard: Scope = { wards: [two.neighbour.ward], lines: null };

let cleaning: CleaningPool;
beforeAll(() => {
  cleaning = createCleaningPool(
    { district: two.district, reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 7) } },
    1,
  );
});
/** One thread for all that start anew: a load leaves nothing of what it held. */
const grouping = createGroupingPool();
afterAll(() => Promise.all([cleaning.close(), grouping.close()]));

/** Takes rows in at a day and applies them, as one pull and a process that has just started. */
async function take(day: number, ...rows: object[]): Promise<void> {
  const at = `2020-12-${String(day).padStart(2, '0')}T02:00:00.000Z`;
  const values = rows.map((value, index) => ({ position: String(index), value }));
  const batch = await cleaning.clean({ sourceId: 'hotline', sourceWard: '', history: false, now: at, rows: values });
  await upsertSource(stores.ledger, { sourceId: 'hotline', name: '12345' });
  const origin = { sourceId: 'hotline', inputKey: at, cursor: null, now: at, timeZone: 'Asia/Shanghai' };
  await storeBatch(stores.ledger, origin, batch);
  const log = { info() {}, warn() {}, error() {} };
  const deps = { ...stores, grouping, timeZone: 'Asia/Shanghai', now: () => now, log, onCaughtUp: async () => {} };
  await runApplier(deps, async () => 'stop');
}

const ticket = (version: number, changes: object = {}) => ({
  externalId: 'T-1',
  kind: 'ticket',
  version,
  publishedAt: '2020-12-01T01:00:00.000Z',
  title: '路灯不亮',
  text: '博学社区门口路灯三天不亮',
  wardHint: '博学社区',
  ...changes,
});
const lifeOf = (scope: Scope, id = 'T-1') => documentLife(context, scope, { source: 'hotline', id });

it('tells the life of a ticket: edit, likes, steps and who closed it, recall; a plan written again counts once', async () => {
  await take(1, ticket(1));
  await take(2, ticket(2, { text: '博学社区门口路灯三天不亮，天黑看不见', likes: 4 }));
  const steps = [
    { at: '2020-12-01T01:05:00.000Z', kind: 'received', level: 'city' },
    { at: '2020-12-03T01:00:00.000Z', kind: 'closed', level: 'community' },
  ];
  const text = '博学社区门口路灯三天不亮，天黑看不见';
  await take(3, ticket(3, { text, likes: 4, status: 'resolved', closedAt: '2020-12-03T01:00:00.000Z', steps }));
  await take(4, ticket(4, { text, deleted: true }));
  // A crash writes rows a second time.
  const again = 'INSERT INTO document_states SELECT * FROM document_states';
  await runCommand(stores.analytics, { name: 'again', sql: again });
  const kinds = (await lifeOf(all))?.entries.map(({ kind, level }) => (level ? `${kind} ${level}` : kind));
  expect(kinds).toEqual(['published', 'received city', 'edited', 'counts', 'closed community', 'deleted']);
});

it('tells nothing of a document to somebody of another ward, nor of one that does not exist', async () => {
  await take(5, { ...ticket(1), externalId: 'T-2', text: '邻舍社区的垃圾桶满了没人清', wardHint: '邻舍社区' });
  expect(await lifeOf(neighbourWard, 'T-2')).not.toBeNull();
  expect(await lifeOf(ownWard, 'T-2')).toBeNull();
  expect(await lifeOf(all, 'T-9')).toBeNull();
});

/** One of four posts by which neighbours copy one appeal, each with their own house number. */
const campaign = (n: number) => ({
  externalId: `C-${n}`,
  kind: 'post',
  publishedAt: `2020-12-1${n}T01:00:00.000Z`,
  text: `我是${n}号楼业主，博学社区地下车库漏水严重，物业收费涨价却不维修，强烈要求物业公开账目并尽快整改防水`,
  wardHint: '博学社区',
  reporter: `u${n}`,
});

it('marks texts that were copied with a word changed on each of them, drops none, and keeps the language', async () => {
  const other = { ...campaign(5), externalId: 'C-9', text: '博學社區地下車庫漏水，車位積水，請問何時維修' };
  await take(15, ...[1, 2, 3, 4].map(campaign), other);
  const view = viewpointOf(context, ownWard, { days: 30 });
  const { rows } = await documentList(context, view, { limit: 50 });
  const told = rows.filter(({ externalId }) => externalId.startsWith('C-'));
  expect(new Map(told.map((row) => [row.externalId, [row.copies, row.language]]))).toEqual(
    new Map([
      ['C-1', [4, 'zh-Hans']],
      ['C-2', [4, 'zh-Hans']],
      ['C-3', [4, 'zh-Hans']],
      ['C-4', [4, 'zh-Hans']],
      ['C-9', [1, 'zh-Hant']],
    ]),
  );
});
