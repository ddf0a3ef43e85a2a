import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { somePosts } from '#jobs/testing/some-posts.ts';
import { getAcceptedBalance } from '#warehouse/ledger/intake/get-accepted-balance.ts';
import { backup, restore } from './backup.ts';
import { importFile } from './import.ts';
import { openSystem } from './open-system.ts';
import { countDifferences, verifySystem } from './verify.ts';

/** A data folder that loses one of its stores, as a person with a file manager makes it. */
const POSTS = 60;
let folder = '';
let data = '';

beforeAll(async () => {
  // The folder has stores of its own, also where the run uses servers.
  for (const name of ['CLICKHOUSE_URL', 'POSTGRES_URL']) vi.stubEnv(name, '');
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
  folder = await mkdtemp(join(tmpdir(), 'minqing-differ-'));
  // As root, PostgreSQL runs under another account, which must be able to pass.
  await chmod(folder, 0o711);
  data = join(folder, 'data');
  const file = join(folder, 'posts.json');
  await writeFile(file, JSON.stringify(somePosts(POSTS)));
  await importFile(file, { source: 'posts', data });
  await backup(join(folder, 'backup'), { data });
}, 120_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** How many documents the folder holds, as a start finds it, and what does not hold of them. */
async function opened(): Promise<{ documents: number; differences: number }> {
  const system = await openSystem({ data }, { attach: false });
  try {
    const documents = await getAcceptedBalance(system.ledger);
    return { documents, differences: countDifferences(await verifySystem(system)) };
  } finally {
    await system.close();
  }
}
const whole = { documents: POSTS, differences: 0 };

/** Takes a part of the folder away, looks, and puts it back in the place of what a start has made there. */
async function without(part: string, look: () => Promise<void>): Promise<void> {
  await rename(join(data, part), join(folder, part));
  try {
    await look();
  } finally {
    await rm(join(data, part), { recursive: true, force: true });
    await rename(join(folder, part), join(data, part));
  }
}

test('a folder whose postgres was deleted is refused, told what to do, and whole again once it is back', async () => {
  expect(await opened()).toEqual(whole);
  await without('postgres', async () => {
    const refused = /两个存储不是一套：ClickHouse 里有 PostgreSQL 不知道的诉求.*放回去.*restore 恢复备份.*--data/;
    await expect(opened()).rejects.toThrow(refused);
    // The empty ledger that the first start made changes nothing.
    await expect(opened()).rejects.toThrow(refused);
  });
  expect(await opened()).toEqual(whole);
}, 120_000);

test('a folder whose clickhouse was deleted is refused, and whole again once it is back', async () => {
  await without('clickhouse', async () => {
    await expect(opened()).rejects.toThrow(/PostgreSQL 记着 60 件诉求，ClickHouse 里一件也没有.*restore.*--data/);
  });
  expect(await opened()).toEqual(whole);
}, 120_000);

test('a folder whose postgres is gone for good takes its backup in its place', async () => {
  await rm(join(data, 'postgres'), { recursive: true });
  await expect(opened()).rejects.toThrow('两个存储不是一套');
  await restore(join(folder, 'backup'), { data });
  expect(await opened()).toEqual(whole);
}, 120_000);
