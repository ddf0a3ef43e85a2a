import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runQuery } from '#warehouse/analytics/analytics.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import { type FreshStores, freshStores } from '#warehouse/testing/fresh-stores.ts';
import { requestReload, requestRepair } from '../processors/repair-grouping.ts';
import { randomFrom, type SomePost, somePosts } from '../testing/some-posts.ts';
import type { LogFields } from '../log.ts';
import { runApplier } from './applier.ts';
import { type CleaningPool, createCleaningPool } from './cleaning-pool.ts';
import { createGroupingPool } from './grouping-pool.ts';
import { requestAct } from './request-act.ts';
import { storeBatch } from './store-batch.ts';

const [steady, halting] = await Promise.all([freshStores(), freshStores()]);
const folder = mkdtempSync(join(tmpdir(), 'minqing-snapshot-'));
const snapshotFile = join(folder, 'grouping.snapshot');

const estates = ['淞南一村', '淞南三村', '新梅花苑', '新梅绿岛苑', '锦泽华庭', '瑞和苑', '康宁馨苑', '安澜公寓'];
const district = districtSchema.parse({
  code: '990113',
  name: '测试区',
  streets: [
    {
      code: '990113001',
      name: '淞南镇',
      communities: [{ code: '990113001001', name: '淞南居委', estates: estates.map((name) => ({ name })) }],
    },
  ],
  departments: [{ code: 'centre', name: '受理中心', line: 'centre' }],
  routing: [{ topic: '', lead: 'centre' }],
});
const NOW = '2020-12-16T04:00:00.000Z';
const timeZone = 'Asia/Shanghai';

let cleaning: CleaningPool;
/** One thread for all that start anew: a load leaves nothing of what it held. */
const thread = createGroupingPool();
beforeAll(() => {
  cleaning = createCleaningPool({ district, reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 7) } }, 1);
});
afterAll(async () => {
  await Promise.all([cleaning.close(), thread.close()]);
  rmSync(folder, { recursive: true });
});

async function take({ ledger }: FreshStores, key: string, rows: readonly object[]): Promise<void> {
  await upsertSource(ledger, { sourceId: 'posts', name: 'posts' });
  const cleaned = await cleaning.clean({
    sourceId: 'posts',
    sourceWard: '',
    history: false,
    now: NOW,
    rows: rows.map((value, index) => ({ position: String(index), value })),
  });
  await storeBatch(ledger, { sourceId: 'posts', inputKey: key, cursor: null, now: NOW, timeZone }, cleaned);
}

interface Ending {
  /** Rows that are worth a snapshot; none by default. */
  worth?: number;
  /** Ends as a process does that is killed: nothing more is written. */
  isKilled?: boolean;
}

/** Applies what waits as a new process would; gives what it logged. */
async function restart(stores: FreshStores, { worth = Infinity, isKilled = false }: Ending = {}): Promise<LogFields[]> {
  const logged: LogFields[] = [];
  const write = (fields: LogFields): void => void logged.push(fields);
  const log = { info: write, warn: write, error: write };
  const deps = {
    ...stores,
    grouping: thread,
    snapshotFile,
    snapshotWorth: worth,
    timeZone,
    now: () => new Date(NOW),
    log,
  };
  const idle = async (): Promise<'stop'> => {
    if (isKilled) throw new Error('killed');
    return 'stop';
  };
  const run = runApplier({ ...deps, onCaughtUp: async () => {} }, idle);
  await run.catch((error: unknown) => {
    if (!isKilled) throw error;
  });
  return logged;
}

const loading = (logged: readonly LogFields[]): LogFields => logged.find(({ event }) => event === 'grouping_loaded')!;
const refusal = (logged: readonly LogFields[]): unknown =>
  logged.find(({ event }) => event === 'grouping_snapshot_passed_over')?.['reason'];

async function placesOf({ analytics }: FreshStores): Promise<Map<string, string>> {
  const rows = await runQuery(analytics, {
    name: 'places',
    sql: 'SELECT external_id, event_id FROM memberships FINAL ORDER BY external_id',
    row: z.object({ external_id: z.string(), event_id: z.string() }),
  });
  return new Map(rows.map((row) => [row.external_id, row.event_id]));
}

/** What happens in one turn: a page with edits and deletions, sometimes a repair or a person's act. */
async function turn(stores: FreshStores, n: number, page: readonly object[]): Promise<void> {
  await take(stores, `page-${n}`, page);
  if (n % 3 === 1) await requestRepair(stores.ledger, { key: `repair-${n}`, now: NOW, newest: null });
}

/** A person takes a third of an event's documents out of it. */
async function takeOut(stores: FreshStores): Promise<void> {
  const places = [...(await placesOf(stores))];
  const [, home] = places[0]!;
  const keys = places.filter(([, event]) => event === home).map(([id]) => `posts\u001f${id}`);
  const request = { eventId: home, by: { id: '1', name: '张三' }, now: new Date(NOW) };
  await requestAct(stores.ledger, request, { kind: 'move', keys: keys.slice(0, Math.ceil(keys.length / 3)), to: null });
}

function pagesOf(count: number, size: number): object[][] {
  const random = randomFrom(12);
  const posts = somePosts(count * size, 12);
  const present: SomePost[] = [];
  return Array.from({ length: count }, (_, page) => {
    const changed = present.flatMap((post): object[] => {
      const chance = random();
      if (chance < 0.02) return [{ ...post, deleted: true }];
      return chance < 0.05 ? [{ ...post, text: `${post.text}补充：还没有人来。` }] : [];
    });
    const fresh = posts.slice(page * size, (page + 1) * size);
    present.push(...fresh);
    return [...fresh, ...changed];
  });
}

describe('a process that is stopped or killed again and again', { timeout: 120_000 }, () => {
  const pages = pagesOf(9, 40);

  it('groups as one that never stopped, and reads only what came behind its snapshot', async () => {
    let next = 0;
    const quiet = { info() {}, warn() {}, error() {} };
    const deps = { ...steady!, grouping: thread, timeZone, now: () => new Date(NOW), log: quiet };
    await runApplier({ ...deps, onCaughtUp: async () => {} }, async () => {
      if (next === pages.length) return 'stop';
      await turn(steady!, next, pages[next]!);
      if (next === 4) await takeOut(steady!);
      next += 1;
      return 'wait';
    });

    const loads: LogFields[] = [];
    for (const [n, page] of pages.entries()) {
      await turn(halting!, n, page);
      if (n === 4) await takeOut(halting!);
      // Killed before it writes one, killed behind one, stopped.
      const ending = [{ isKilled: true }, { worth: 1, isKilled: true }, { worth: 1 }][n % 3]!;
      loads.push(loading(await restart(halting!, ending)));
    }
    expect(await placesOf(halting!)).toEqual(await placesOf(steady!));
    // Killed without one, a page is caught up with; killed behind one, at most what it was not worth another for.
    expect(loads[8]!['documents']).toBeGreaterThan(250);
    expect(loads[8]!['replayed']).toBeLessThan(Number(loads[8]!['documents']) * 0.05);
    expect(loads[7]!['replayed']).toBeGreaterThanOrEqual(40);
    expect(loads[7]!['replayed']).toBeLessThan(Number(loads[7]!['documents']) / 2);
  });

  it('reads all of history where the snapshot is damaged, another one, or gone, and ends the same', async () => {
    await restart(halting!, { worth: 0 });
    const whole = readFileSync(snapshotFile);
    const before = await placesOf(halting!);
    const used = await restart(halting!);
    expect(refusal(used)).toBeUndefined();
    expect(loading(used)['replayed']).toBe(0);

    const damaged = Buffer.from(whole);
    damaged[Math.floor(damaged.length / 2)]! ^= 1;
    writeFileSync(snapshotFile, damaged);
    const first = await restart(halting!);
    expect(refusal(first)).toBe('damaged');
    expect(loading(first)['replayed']).toBe(before.size);

    writeFileSync(snapshotFile, whole);
    // As after a restore: the ledger speaks of another snapshot than the one that lies there.
    await restart(halting!, { worth: 0 });
    const later = readFileSync(snapshotFile);
    writeFileSync(snapshotFile, whole);
    expect(later.equals(whole)).toBe(false);
    expect(refusal(await restart(halting!))).toBe('another');

    rmSync(snapshotFile);
    expect(refusal(await restart(halting!))).toBe('missing');
    expect(await placesOf(halting!)).toEqual(before);
  });

  it('forgets the snapshot where the words of documents have changed under it', async () => {
    await restart(halting!, { worth: 0 });
    await requestReload(halting!.ledger, { key: 'words', now: NOW });
    const logged = await restart(halting!);
    const loads = logged.filter(({ event }) => event === 'grouping_loaded');
    expect(loads.map(({ replayed }) => replayed)).toEqual([0, (await placesOf(halting!)).size]);
    const next = await restart(halting!);
    expect(refusal(next)).toBeUndefined();
    expect(loading(next)['replayed']).toBe((await placesOf(halting!)).size);
  });
});
