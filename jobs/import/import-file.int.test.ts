import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { runQuery } from '#warehouse/analytics/analytics.ts';
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
const stores = await Promise.all([freshStores(), freshStores(), freshStores()]);

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
