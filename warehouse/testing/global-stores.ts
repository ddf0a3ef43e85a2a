import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openStores, type Stores } from '../embedded/open-stores.ts';
import { isAlive } from '../embedded/processes.ts';

declare module 'vitest' {
  interface ProvidedContext {
    stores: Stores['addresses'];
  }
}

const prefix = 'minqing-test-';
const quiet = { info() {}, warn: console.error, error: console.error };

/**
 * Starts one pair of stores for a whole run of Vitest (or uses the servers that CLICKHOUSE_URL and POSTGRES_URL name).
 * The int and the e2e project both ask for it; the second one attaches to the pair of the first.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  // One folder per run: two runs at once on the same checkout do not meet.
  const dataDir = join(tmpdir(), `${prefix}${process.pid}`);
  const stores = await openStores({ dataDir, env: process.env, log: quiet, attach: true, fsync: false });
  project.provide('stores', stores.addresses);
  return async () => {
    await stores.close();
    if (stores.owned) await rm(dataDir, { recursive: true, force: true });
  };
}

/** Folders of runs that were killed; those of another user stay. */
async function removeLeftovers(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  const dead = names.filter((name) => !isAlive(Number(name.slice(prefix.length))));
  await Promise.allSettled(dead.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true })));
}
