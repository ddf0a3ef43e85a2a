import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runQuery } from '#warehouse/analytics/analytics.ts';
import { buildGazetteer } from '#ingest/locate/gazetteer.ts';
import { insertPlan, type PlannedRows } from '#warehouse/analytics/intake/insert-plan.ts';
import { listRecounts } from '#warehouse/analytics/verify-counts.ts';
import { getAcceptedBalance } from '#warehouse/ledger/intake/get-accepted-balance.ts';
import { getIntakeProgress, nextBatches, storePlan } from '#warehouse/ledger/intake/next-batch.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { type Ledger, runStatement } from '#warehouse/ledger/ledger.ts';
import { type District, districtSchema } from '#warehouse/model/district.ts';
import type { Document } from '#warehouse/model/document.ts';
import { type FreshStores, freshStores } from '#warehouse/testing/fresh-stores.ts';
import { requestAct, undoAct } from './request-act.ts';
import { requestRepair } from '../processors/repair-grouping.ts';
import { randomFrom, type SomePost, somePosts } from '../testing/some-posts.ts';
import { type ApplierDeps, runApplier } from './applier.ts';
import { pack, unpack } from './cleaned-batch.ts';
import { type CleaningPool, createCleaningPool } from './cleaning-pool.ts';
import { describePlan } from './describe-plan.ts';
import { documentRows } from './document-rows.ts';
import { createGroupingPool, type GroupingPool } from './grouping-pool.ts';
import { packPlan } from './plan.ts';
import { type Grouped, planBatches } from './plan-batches.ts';
import { relocateDocuments } from './relocate-documents.ts';
import { storeBatch } from './store-batch.ts';

const [main, early, straight, halting, whole, halfway, planned, begun, written, contested, flowing, learning, steady] =
  await Promise.all(Array.from({ length: 13 }, () => freshStores()));
const [paged, pieced] = await Promise.all([freshStores(), freshStores()]);

const district: District = districtSchema.parse({
  code: '990113',
  name: '测试区',
  streets: [
    {
      code: '990113001',
      name: '淞南镇',
      communities: [
        { code: '990113001001', name: '淞南一村居委', estates: [{ name: '淞南一村' }, { name: '淞南三村' }] },
        { code: '990113001009', name: '新梅社区', estates: [{ name: '新梅花苑' }, { name: '新梅绿岛苑' }] },
        { code: '990113001011', name: '锦泽居委', estates: [{ name: '锦泽华庭' }, { name: '瑞和苑' }] },
        { code: '990113001013', name: '康宁居委', estates: [{ name: '康宁馨苑' }, { name: '安澜公寓' }] },
      ],
    },
  ],
  departments: [{ code: 'centre', name: '受理中心', line: 'centre' }],
  routing: [{ topic: '', lead: 'centre' }],
});

const NOW = '2020-12-16T04:00:00.000Z';
const quiet = { info() {}, warn() {}, error() {} };

let cleaning: CleaningPool;
/** One thread for all that start anew: a load leaves nothing of what it held, and a thread costs more than most tests. */
const thread = createGroupingPool();
beforeAll(() => {
  cleaning = createCleaningPool({ district, reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 7) } }, 1);
});
afterAll(() => Promise.all([cleaning.close(), thread.close()]));

const clean = (rows: readonly object[]) =>
  cleaning.clean({
    sourceId: 'posts',
    sourceWard: '',
    history: false,
    now: NOW,
    rows: rows.map((value, index) => ({ position: String(index), value })),
  });

/** Puts a page of rows into the intake log; the same key stands for the same input. */
async function take({ ledger }: FreshStores, key: string, rows: readonly object[]): Promise<boolean> {
  return takeCleaned(ledger, key, await clean(rows));
}

async function takeCleaned(ledger: Ledger, key: string, cleaned: Awaited<ReturnType<typeof clean>>): Promise<boolean> {
  const sourceId = 'posts';
  await upsertSource(ledger, { sourceId, name: sourceId });
  return storeBatch(ledger, { sourceId, inputKey: key, cursor: null, now: NOW, timeZone: 'Asia/Shanghai' }, cleaned);
}

const depsOf = (stores: FreshStores, grouping: GroupingPool): ApplierDeps => ({
  ...stores,
  grouping,
  timeZone: 'Asia/Shanghai',
  now: () => new Date(NOW),
  log: quiet,
  onCaughtUp: async () => {},
});

/** Applies what waits, as a process does that has just started; gives how often a ranking was asked for. */
async function apply(stores: FreshStores, more: Partial<ApplierDeps> = {}): Promise<number> {
  let asked = 0;
  const onCaughtUp = async (): Promise<void> => void (asked += 1);
  const deps = { ...depsOf(stores, thread), onCaughtUp, ...more };
  expect(await runApplier(deps, async () => 'stop')).toBe('stopped');
  return asked;
}

/** Every live row of the three tables, as whoever reads sees them. */
async function rowsOf({ analytics }: FreshStores): Promise<Record<string, unknown[]>> {
  const read = (name: string, sql: string) => runQuery(analytics, { name, sql, row: z.unknown() });
  return {
    documents: await read('all_documents', 'SELECT * FROM documents FINAL ORDER BY source_id, external_id'),
    memberships: await read('all_memberships', 'SELECT * FROM memberships FINAL ORDER BY source_id, external_id'),
    events: await read('all_events', 'SELECT * FROM events FINAL ORDER BY event_id'),
  };
}

/** The same without the number of the batch that an event was last told in, which depends on what is applied together. */
async function withoutRevisions(stores: FreshStores): Promise<object> {
  const { events, ...rows } = await rowsOf(stores);
  return { ...rows, events: events!.map((event) => ({ ...(event as object), revision: 0 })) };
}

/** Which event each document belongs to, and since which arrival. */
async function placesOf({ analytics }: FreshStores): Promise<Map<string, { event: string; seq: number }>> {
  const rows = await runQuery(analytics, {
    name: 'places',
    sql: 'SELECT external_id, event_id, seq FROM memberships FINAL',
    row: z.object({ external_id: z.string(), event_id: z.string(), seq: z.number() }),
  });
  return new Map(rows.map((row) => [row.external_id, { event: row.event_id, seq: row.seq }]));
}

/** Holds that everything recounted is equal, and gives the number of documents. */
async function balanced(stores: FreshStores): Promise<number> {
  const checks = await listRecounts(stores.analytics);
  for (const { check, stored, recounted } of checks) expect({ check, stored }).toEqual({ check, stored: recounted });
  const documents = checks.find(({ check }) => check === 'documents')!.stored;
  expect(await getAcceptedBalance(stores.ledger)).toBe(documents);
  expect((await getIntakeProgress(stores.ledger)).pending).toBe(0);
  return documents;
}

/** Accepted rows by what they were, over all sources and days. */
async function countsOf({ ledger }: FreshStores): Promise<Record<string, number>> {
  const rows = await runStatement(ledger, {
    name: 'counts',
    text: `select reason, sum(count)::bigint as count from intake_counts where outcome = 'accept' group by reason`,
    row: z.object({ reason: z.string(), count: z.number() }),
  });
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
}

const countOf = async ({ analytics }: FreshStores, sql: string): Promise<number> =>
  (await runQuery(analytics, { name: 'count', sql, row: z.object({ n: z.number() }) }))[0]!.n;

describe('a page of posts', () => {
  const posts = somePosts(300);

  it('becomes documents with an event each, and every count agrees', async () => {
    expect(
      await take(main!, 'page-1', [
        ...posts,
        { ...posts[0], externalId: 'late', publishedAt: '2099-01-01T00:00:00.000Z' },
      ]),
    ).toBe(true);
    expect(await apply(main!)).toBe(1);
    expect(await balanced(main!)).toBe(300);
    const { events } = await rowsOf(main!);
    // Eighty matters: neither one event for all nor one for each.
    expect(events!.length).toBeGreaterThan(30);
    expect(events!.length).toBeLessThan(200);
  });

  it('that comes again changes nothing, under the same name or another', async () => {
    const before = await rowsOf(main!);
    expect(await take(main!, 'page-1', posts)).toBe(false);
    expect(await take(main!, 'page-1-again', posts)).toBe(true);
    expect(await apply(main!)).toBe(0);
    expect(await rowsOf(main!)).toEqual(before);
    await balanced(main!);
  });

  it('with other likes keeps each post in its event and its turn', async () => {
    const before = await placesOf(main!);
    await take(
      main!,
      'likes',
      posts.slice(0, 50).map((post) => ({ ...post, likes: post.likes + 5 })),
    );
    await apply(main!);
    expect(await placesOf(main!)).toEqual(before);
    expect(await countOf(main!, `SELECT likes AS n FROM documents FINAL WHERE external_id = 'p1'`)).toBe(
      posts[0]!.likes + 5,
    );
    expect(await countOf(main!, `SELECT likes AS n FROM memberships FINAL WHERE external_id = 'p1'`)).toBe(
      posts[0]!.likes + 5,
    );
    await balanced(main!);
  });

  it('whose text is changed goes to the event of its new matter', async () => {
    const model = posts.find((post) => post.title === posts[10]!.title && post !== posts[10]) ?? posts[11]!;
    const edited = { ...posts[0]!, title: model.title, text: model.text, estate: model.estate };
    await take(main!, 'edit', [edited]);
    await apply(main!);
    const places = await placesOf(main!);
    expect(places.get('p1')!.event).toBe(places.get(model.externalId)!.event);
    expect(places.get('p1')!.seq).toBeGreaterThan(places.get('p300')!.seq);
    expect(await balanced(main!)).toBe(300);
  });

  it('of which some are deleted leaves the others, and an emptied event goes', async () => {
    const places = await placesOf(main!);
    const event = places.get('p20')!.event;
    const gone = [...places].flatMap(([id, place]) => (place.event === event ? [id] : []));
    await take(
      main!,
      'delete',
      posts.filter((post) => gone.includes(post.externalId)).map((post) => ({ ...post, deleted: true })),
    );
    await apply(main!);
    expect(await balanced(main!)).toBe(300 - gone.length);
    expect(await countOf(main!, `SELECT count() AS n FROM events FINAL WHERE event_id = '${event}'`)).toBe(0);
    await take(
      main!,
      'restore',
      posts.filter((post) => gone.includes(post.externalId)).map((post) => ({ ...post, likes: 99 })),
    );
    await apply(main!);
    expect(await balanced(main!)).toBe(300);
  });

  it('of which one is deleted and put back in one go, under another month, stands once', async () => {
    const post = posts[30]!;
    await take(main!, 'away', [{ ...post, deleted: true }]);
    await take(main!, 'back', [{ ...post, publishedAt: '2020-12-15T00:00:00.000Z' }]);
    await apply(main!);
    expect(await balanced(main!)).toBe(300);
    const october = `published_at < toDateTime64('2020-11-01 00:00:00', 3, 'UTC')`;
    expect(
      await countOf(main!, `SELECT count() AS n FROM documents FINAL WHERE external_id = 'p31' AND ${october}`),
    ).toBe(0);
    expect(
      await countOf(main!, `SELECT count() AS n FROM memberships FINAL WHERE external_id = 'p31' AND ${october}`),
    ).toBe(0);
  });

  it.each([
    ['to another month', 'p41', '2020-12-14T00:00:00.000Z'],
    ['back to a day before', 'p41', '2020-09-20T00:00:00.000Z'],
    ['within its month', 'p51', '2020-10-30T00:00:00.000Z'],
  ])('whose date is corrected %s is found under the new date alone', async (_, id, publishedAt) => {
    const post = posts.find(({ externalId }) => externalId === id)!;
    await take(main!, `move-${publishedAt}`, [{ ...post, publishedAt }]);
    await apply(main!);
    expect(await balanced(main!)).toBe(300);
    for (const table of ['documents', 'memberships']) {
      const from = `FROM ${table} FINAL WHERE external_id = '${id}'`;
      const day = `toDateTime64('${publishedAt.slice(0, 10)} 00:00:00', 3, 'UTC')`;
      expect(await countOf(main!, `SELECT count() AS n ${from} AND published_at = ${day}`)).toBe(1);
      expect(await countOf(main!, `SELECT count() AS n ${from} AND published_at < ${day}`)).toBe(0);
      expect(await countOf(main!, `SELECT count() AS n ${from} AND published_at > ${day}`)).toBe(0);
    }
  });
});

/** An hour of the day before. */
const hourOf = (hour: number): string => `2020-12-15T0${hour}:00:00.000Z`;

describe('a deletion that comes before its post', () => {
  const [post] = somePosts(1, 77);
  const told = { ...post!, publishedAt: hourOf(0) };

  it('is remembered across starts: the post is not counted, a later publication is, and its deletion again', async () => {
    // Nothing but the id, as a recall comes.
    const { externalId, kind } = told;
    await take(early!, 'recall', [{ externalId, kind, publishedAt: hourOf(3), updatedAt: hourOf(3), deleted: true }]);
    await apply(early!);
    expect(await balanced(early!)).toBe(0);
    await take(early!, 'post', [{ ...told, updatedAt: hourOf(1) }]);
    await take(early!, 'edited', [{ ...told, likes: 4, updatedAt: hourOf(2) }]);
    await apply(early!);
    expect(await balanced(early!)).toBe(0);
    await take(early!, 'again', [{ ...told, likes: 5, updatedAt: hourOf(4) }]);
    await apply(early!);
    expect(await balanced(early!)).toBe(1);
    await take(early!, 'gone', [{ ...told, deleted: true, updatedAt: hourOf(5) }]);
    await apply(early!);
    expect(await balanced(early!)).toBe(0);
    expect(await countsOf(early!)).toEqual({ new: 1, deleted: 1 });
  });

  it('of every month of thirty years is taken in one plan, and so are their posts', async () => {
    const months = somePosts(360, 78).map((of, n) => ({
      ...of,
      externalId: `old-${n}`,
      publishedAt: new Date(Date.UTC(1990, n + 1, 5)).toISOString(),
    }));
    for (const [key, deleted] of [
      ['months-gone', true],
      ['months', false],
    ] as const) {
      const rows = months.map((row, n) => ({
        position: String(n),
        value: { ...row, externalId: `${key}-${n}`, deleted },
      }));
      const cleaned = await cleaning.clean({ sourceId: 'posts', sourceWard: '', history: true, now: NOW, rows });
      await takeCleaned(early!.ledger, key, cleaned);
    }
    await apply(early!);
    expect(await balanced(early!)).toBe(360);
  });
});

/** Pages of new posts and changed likes, as a platform gives them in time; with `edits` also of texts and deletions. */
function history(pages: number, size: number, { seed, edits }: { seed: number; edits: boolean }): object[][] {
  const random = randomFrom(seed);
  const posts = somePosts(pages * size, seed);
  const present: SomePost[] = [];
  return Array.from({ length: pages }, (_, page) => {
    const fresh = posts.slice(page * size, (page + 1) * size);
    const changed = present.flatMap((post): object[] => {
      const chance = random();
      const other = present[Math.floor(random() * present.length)]!;
      if (chance < 0.05) return [{ ...post, likes: post.likes + 1 }];
      if (!edits) return [];
      if (chance < 0.08) return [{ ...post, title: other.title, text: other.text, estate: other.estate }];
      if (chance < 0.1) return [{ ...post, deleted: true }];
      return [];
    });
    present.push(...fresh);
    // The same post twice in one page: as it was, and changed at once.
    const twice = fresh.slice(0, 3).map((post) => ({ ...post, likes: post.likes + 2 }));
    return [...changed, ...fresh, ...twice];
  });
}

describe('the same pages', () => {
  const pages = history(6, 60, { seed: 9, edits: true });

  it('give the same rows whether the applier runs through or starts anew for each page', async () => {
    for (const [n, page] of history(5, 60, { seed: 8, edits: false }).entries()) {
      // A hundred batches are taken together at most: these make two plans without a pause, the second begun ahead.
      for (let at = 0; at < page.length; at += 3) {
        const cleaned = await clean(page.slice(at, at + 3));
        for (const { ledger } of [straight!, halting!]) await takeCleaned(ledger, `page-${n}-${at}`, cleaned);
      }
      await apply(halting!);
    }
    await apply(straight!, { worthBeginning: 1 });
    await balanced(straight!);
    expect(await balanced(halting!)).toBe(300);
    expect(await withoutRevisions(halting!)).toEqual(await withoutRevisions(straight!));
  });

  it('with edits and deletions give the same documents either way, and every count agrees', async () => {
    for (const [n, page] of pages.entries()) {
      await take(whole!, `page-${n}`, page);
      if (n === 3) await apply(halfway!);
      await take(halfway!, `page-${n}`, page);
    }
    await apply(whole!);
    await apply(halfway!);
    await balanced(whole!);
    await balanced(halfway!);
    expect((await rowsOf(halfway!))['documents']).toEqual((await rowsOf(whole!))['documents']);
  });

  /** Takes all pages and decides on them, as an applier that stops right after it stored its plan. */
  async function planAndDie(
    stores: FreshStores,
    write: (rows: PlannedRows) => Promise<void>,
    atOnce = pages.length,
  ): Promise<void> {
    for (const [n, page] of pages.entries()) await take(stores, `page-${n}`, page);
    await thread.load({
      address: stores.analytics.address,
      said: { forbidden: [], pinned: [] },
      snapshot: undefined,
      folder: tmpdir(),
    });
    const batches = await nextBatches(stores.ledger);
    const toPlan = batches.map(async (batch) => ({
      batchNo: batch.batch_no,
      sourceId: batch.source_id,
      receivedAt: batch.stored_at,
      documents: await unpack<Document[]>(batch.documents!),
    }));
    const opened = await Promise.all(toPlan);
    const planning = { analytics: stores.analytics, grouping: thread, saidTopics: async () => new Map() };
    const pieces: Grouped[] = [];
    for (let at = 0; at < opened.length; at += atOnce) {
      const outlooks = pieces.map(({ outlook }) => outlook);
      pieces.push(await (await planBatches(planning, opened.slice(at, at + atOnce), outlooks)).grouped);
    }
    const plan = await describePlan(stores.analytics, pieces);
    expect(await storePlan(stores.ledger, batches[0]!.batch_no, await packPlan(plan))).toBe(true);
    await write({ ...plan.rows, documents: documentRows(plan.documents, opened) });
  }

  it.each([
    ['was planned', planned!, async () => {}],
    [
      'had written the documents',
      begun!,
      (rows: PlannedRows) => insertPlan(begun!.analytics, { ...rows, memberships: [], events: [] }),
    ],
    ['had written all', written!, (rows: PlannedRows) => insertPlan(written!.analytics, rows)],
  ])('give the same rows after a crash once all %s', async (_, stores, write) => {
    await planAndDie(stores, write);
    expect(await apply(stores)).toBe(1);
    await balanced(stores);
    expect(await rowsOf(stores)).toEqual(await rowsOf(whole!));
  });

  it('give the same rows in one plan of a piece for each page as in a plan for each', async () => {
    // Without a new start between them: from the warehouse the grouping takes no words of documents that have gone.
    let next = 0;
    await runApplier(depsOf(paged!, thread), async () => {
      if (next === pages.length) return 'stop';
      await take(paged!, `page-${next}`, pages[next++]!);
      return 'wait';
    });
    await planAndDie(pieced!, async () => {}, 1);
    await apply(pieced!);
    await balanced(pieced!);
    expect(await withoutRevisions(pieced!)).toEqual(await withoutRevisions(paged!));
    expect(await countsOf(pieced!)).toEqual(await countsOf(paged!));
    for (const table of ['ranking_rows', 'document_states', 'search_documents']) {
      const sql = `SELECT * FROM ${table} FINAL ORDER BY ALL`;
      const [one, other] = await Promise.all(
        [pieced!, paged!].map(({ analytics }) => runQuery(analytics, { name: 'fed', sql, row: z.unknown() })),
      );
      expect({ table, rows: one }).toEqual({ table, rows: other });
    }
  });

  it('are repaired in the place where the repair stands in the log', async () => {
    const posts = somePosts(120, 33).map((post) => ({ ...post, externalId: `r${post.externalId}` }));
    for (const stores of [whole!, planned!]) {
      await take(stores, 'before-repair', posts.slice(0, 60));
      await requestRepair(stores.ledger, { key: '2020-12-16', now: NOW, newest: null });
      await requestRepair(stores.ledger, { key: '2020-12-16', now: NOW, newest: null });
      if (stores === planned) await apply(stores);
      await take(stores, 'after-repair', posts.slice(60));
      await apply(stores);
      await balanced(stores);
    }
    expect(await placesOf(planned!)).toEqual(await placesOf(whole!));
  });
});

describe('acts of persons', () => {
  const by = { id: '1', name: '张三' };
  const request = { eventId: 'e', by, now: new Date(NOW) };

  it('move documents in their turn, are remembered over a restart and can be undone', async () => {
    const stores = flowing!;
    const posts = somePosts(40, 71).map((post) => ({ ...post, externalId: `a${post.externalId}` }));
    await take(stores, 'before-act', posts);
    await apply(stores);
    const eventOf = async (): Promise<string> => (await placesOf(stores)).get(posts[0]!.externalId)!.event;
    const home = await eventOf();
    const keys = [`posts\u001f${posts[0]!.externalId}`];
    const actNo = await requestAct(stores.ledger, request, { kind: 'move', keys, to: null });
    await requestRepair(stores.ledger, { key: 'after-act', now: NOW, newest: null });
    await apply(stores);
    expect(await eventOf()).not.toBe(home);
    expect(await undoAct(stores.ledger, request, actNo)).toHaveLength(1);
    expect(await undoAct(stores.ledger, request, actNo)).toBeNull();
    await apply(stores);
    expect(await eventOf()).toBe(home);
    await balanced(stores);
  });
});

describe('plans that follow each other', () => {
  it('each count with the one before, which is still being written', async () => {
    // A hundred batches are taken together at most, so these make three plans without a pause.
    const [post] = somePosts(1, 5);
    const states = Array.from({ length: 260 }, (_, n) => ({ ...post!, likes: n, deleted: n % 50 === 49 }));
    for (const [n, state] of states.entries()) await take(steady!, `state-${n}`, [state]);
    // Begun before the one before is stored, too.
    await apply(steady!, { worthBeginning: 1 });
    expect(await balanced(steady!)).toBe(1);
    const counts = await countsOf(steady!);
    // Five deletions, each followed by the post's return; every other state changes the likes.
    expect(counts).toMatchObject({ new: 6, deleted: 5, changed: 249 });
  });

  it('leave nothing behind that was too little to begin beside a plan which ended meanwhile', async () => {
    await take(steady!, 'before-a-task', somePosts(3, 7));
    await requestRepair(steady!.ledger, { key: 'late', now: NOW, newest: null });
    // A look for enough to begin beside a plan takes longer than to write the plan.
    const { pool } = steady!.ledger;
    const query = async (text: string, values: unknown[]) => {
      const found = await pool.query(text, values);
      if (text.startsWith('/* next-batches */') && Number(values[2]) > 0) await sleep(1_500);
      return found;
    };
    const slow = new Proxy(pool, {
      get: (target, name) => (name === 'query' ? query : Reflect.get(target, name, target)),
    });
    await apply(steady!, { ledger: { ...steady!.ledger, pool: slow } });
    expect((await getIntakeProgress(steady!.ledger)).pending).toBe(0);
  });
});

describe('a gazetteer that learned a name', () => {
  it('gives the documents that had no ward theirs, once, and every count agrees', async () => {
    const [post] = somePosts(1, 6);
    await take(learning!, 'unlocated', [
      { ...post!, estate: '', title: '月牙湾停水', text: '月牙湾停水三天了没有人管' },
    ]);
    await apply(learning!);
    const learned = districtSchema.parse({
      ...district,
      streets: [
        {
          ...district.streets[0]!,
          communities: [{ code: '990113001021', name: '月牙居委', estates: [{ name: '月牙湾' }] }],
        },
      ],
    });
    const { analytics, ledger } = learning!;
    const relocating = {
      analytics,
      ledger,
      gazetteer: buildGazetteer(learned),
      now: () => new Date(NOW),
      wardOfSource: () => '',
    };
    expect(await relocateDocuments(relocating, 'a')).toEqual({ looked: 1, found: 1 });
    await apply(learning!);
    expect(await balanced(learning!)).toBe(1);
    expect((await rowsOf(learning!))['documents']).toMatchObject([{ ward_code: '990113001021', estate: '月牙湾' }]);
    expect(await relocateDocuments(relocating, 'b')).toEqual({ looked: 0, found: 0 });
  });
});

describe('two appliers', () => {
  it('are never two: the second is told that the first is busy', async () => {
    const other = createGroupingPool();
    const state = { writing: false, stop: false };
    const first = runApplier(depsOf(contested!, thread), async () => {
      state.writing = true;
      await sleep(20);
      return state.stop ? 'stop' : 'wait';
    });
    while (!state.writing) await sleep(20);
    expect(await runApplier(depsOf(contested!, other), async () => 'stop')).toBe('busy');
    await take(contested!, 'page', somePosts(20));
    while ((await getIntakeProgress(contested!.ledger)).pending > 0) await sleep(20);
    state.stop = true;
    expect(await first).toBe('stopped');
    expect(await balanced(contested!)).toBe(20);
    await other.close();
  });

  it('of which the first wakes late neither overrule the second nor count twice', async () => {
    await take(contested!, 'late', somePosts(40, 2));
    const [batch] = await nextBatches(contested!.ledger);
    await apply(contested!);
    expect(await storePlan(contested!.ledger, batch!.batch_no, await pack({}))).toBe(false);
    await balanced(contested!);
  });
});
