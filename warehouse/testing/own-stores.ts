import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openAnalytics } from '../analytics/analytics.ts';
import { migrateAnalytics } from '../analytics/migrate.ts';
import { openStores } from '../embedded/open-stores.ts';
import { commandLine } from '../embedded/processes.ts';
import { openLedger } from '../ledger/ledger.ts';
import { migrateLedger } from '../ledger/migrate.ts';
import type { FreshStores } from './fresh-stores.ts';

/** Stores that no other test uses, and that may therefore be killed. */
export interface OwnStores extends FreshStores {
  /** Kills a store, again whenever it has started anew, until the function that it gives is called. */
  keepAway(store: keyof typeof PID_FILES): () => void;
}

const PID_FILES = { clickhouse: 'clickhouse/node.pid', postgres: 'postgres/data/postmaster.pid' } as const;
/** A store that was killed takes a third of a second to answer again. */
const KILL_EVERY_MS = 50;

/** Starts and migrates a pair of stores for the calling test file; they are ended and deleted after its last test. */
export async function ownStores(): Promise<OwnStores> {
  const dataDir = await mkdtemp(join(tmpdir(), 'minqing-own-'));
  // As root, PostgreSQL runs under another account, which must be able to pass.
  await chmod(dataDir, 0o711);
  const log = { info() {}, warn() {}, error() {} };
  const { addresses, close } = await openStores({ dataDir, env: {}, log, fsync: false });
  await Promise.all([migrateAnalytics(addresses.clickhouse), migrateLedger(addresses.postgres.url)]);
  const analytics = openAnalytics(addresses.clickhouse);
  const reader = openAnalytics(addresses.clickhouse.reader ?? addresses.clickhouse);
  const ledger = openLedger(addresses.postgres.url);
  afterAll(async () => {
    await Promise.all([analytics.close(), reader.close(), ledger.close()]);
    await close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const keepAway: OwnStores['keepAway'] = (store) => {
    const file = join(dataDir, PID_FILES[store]);
    void kill(file, dataDir);
    const timer = setInterval(() => void kill(file, dataDir), KILL_EVERY_MS);
    return () => clearInterval(timer);
  };
  return { addresses, analytics, reader, ledger, keepAway };
}

async function kill(pidFile: string, dataDir: string): Promise<void> {
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  // The file outlives its process, whose number may be a stranger's by now.
  if (pid > 0 && commandLine(pid).includes(dataDir)) process.kill(pid, 'SIGKILL');
}
