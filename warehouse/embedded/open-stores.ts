import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '../store-error.ts';
import { startClickHouse } from './clickhouse.ts';
import { findOwner, lockDataDir } from './data-lock.ts';
import type { StoreLog } from './log.ts';
import { startPostgres } from './postgres.ts';
import { readRuntime, writeRuntime, type Runtime } from './runtime-file.ts';
import { clickHouseServer, postgresServer, type ClickHouseStore, type Environment } from './server-addresses.ts';
import type { Service } from './service.ts';
import { withFaults } from './store-faults.ts';

/** Where both stores are; nothing says whether they are servers of the district or children of ours. */
export interface Stores {
  addresses: { clickhouse: ClickHouseStore; postgres: { url: string } };
  /** True when this process started embedded stores and ends them; false for servers and for another owner's stores. */
  owned: boolean;
  /** Ends what this process started, within 5 s. Close what is open on the stores before. */
  close(): Promise<void>;
}

/** How the stores are opened. */
export interface OpenOptions {
  dataDir: string;
  /** CLICKHOUSE_URL and POSTGRES_URL name servers; without them the embedded stores are started. */
  env: Environment;
  log: StoreLog;
  /** For a command: use the stores of the process that owns `dataDir`, when there is one. */
  attach?: boolean;
  /** Off only for tests. */
  fsync?: boolean;
}

/**
 * Opens both stores of a district and resolves once they answer.
 * Embedded stores belong to one process; a second owner is refused, unless it attaches.
 * Throws StoreError with one sentence for the operator.
 */
export async function openStores(options: OpenOptions): Promise<Stores> {
  const clickhouse = clickHouseServer(options.env);
  const postgres = postgresServer(options.env);
  if (clickhouse && postgres) return { addresses: { clickhouse, postgres }, owned: false, close: nothing };
  const dataDir = resolve(options.dataDir);
  return withFaults(dataDir, async () => {
    // Others may pass through, so that PostgreSQL of another account reaches its folder; none may look inside.
    await mkdir(dataDir, { recursive: true, mode: 0o711 });
    const lock = await lockDataDir(dataDir);
    if (lock.kind === 'taken') {
      if (!options.attach) throw taken(dataDir, lock.owner.pid);
      return attach(dataDir, lock.owner.pid, { clickhouse, postgres });
    }
    try {
      return await own({ ...options, dataDir }, lock.release, { clickhouse, postgres });
    } catch (error) {
      await lock.release();
      throw error;
    }
  });
}

interface Servers {
  clickhouse: ClickHouseStore | undefined;
  postgres: { url: string } | undefined;
}

async function own(options: OpenOptions, release: () => Promise<void>, servers: Servers): Promise<Stores> {
  const { dataDir, log, fsync = true } = options;
  const before = await readRuntime(dataDir);
  const passwords = {
    app: before?.clickhouse?.appPassword ?? newPassword(),
    reader: before?.clickhouse?.readerPassword ?? newPassword(),
  };
  const home = join(dataDir, 'clickhouse');
  const [clickhouse, postgres] = await startAll(
    servers.clickhouse
      ? { store: servers.clickhouse, stop: nothing }
      : startClickHouse({ home, passwords, fsync, log }),
    servers.postgres ? { ...servers.postgres, stop: nothing } : startPostgres({ dataDir, fsync, log }),
  );
  await writeRuntime(dataDir, {
    ownerPid: process.pid,
    clickhouse: servers.clickhouse
      ? null
      : {
          url: clickhouse.store.url,
          appPassword: passwords.app,
          readerPassword: passwords.reader,
          answersEarly: clickhouse.store.answersEarly ?? false,
        },
    postgres: servers.postgres ? null : { url: postgres.url },
  });
  let closing: Promise<void> | undefined;
  return {
    addresses: { clickhouse: clickhouse.store, postgres: { url: postgres.url } },
    owned: true,
    close: () => (closing ??= stopAll([clickhouse, postgres]).then(release)),
  };
}

/** Starts both at once; when one fails the other is stopped again. */
async function startAll<A extends Service, B extends Service>(
  first: A | Promise<A>,
  second: B | Promise<B>,
): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value];
  await stopAll([a, b].flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
  throw a.status === 'rejected' ? a.reason : (b as PromiseRejectedResult).reason;
}

async function stopAll(services: readonly Service[]): Promise<void> {
  await Promise.all(services.map((service) => service.stop()));
}

/** A server is stopped by those who run it. */
async function nothing(): Promise<void> {}

// An owner that is just starting writes its addresses within this time (see readyWithinMs in service.ts).
const attachWithinMs = 120_000;

async function attach(dataDir: string, ownerPid: number, servers: Servers): Promise<Stores> {
  for (const deadline = Date.now() + attachWithinMs; Date.now() < deadline; await sleep(100)) {
    const runtime = await readRuntime(dataDir);
    const addresses = runtime?.ownerPid === ownerPid ? addressesOf(runtime, servers) : undefined;
    if (addresses) return { addresses, owned: false, close: nothing };
    if (!(await findOwner(dataDir))) break;
  }
  throw new StoreError(
    `进程 ${ownerPid} 占用数据目录 ${dataDir}，但未能提供服务。(Process ${ownerPid} owns ${dataDir} but offers no stores.)`,
  );
}

function addressesOf(runtime: Runtime, servers: Servers): Stores['addresses'] | undefined {
  const postgres = servers.postgres ?? runtime.postgres;
  const clickhouse = servers.clickhouse ?? (runtime.clickhouse && embeddedClickHouse(runtime.clickhouse));
  return clickhouse && postgres ? { clickhouse, postgres } : undefined;
}

function embeddedClickHouse(at: NonNullable<Runtime['clickhouse']>): ClickHouseStore {
  const account = (username: string, password: string) => ({ url: at.url, database: 'minqing', username, password });
  const { answersEarly } = at;
  return { ...account('app', at.appPassword), answersEarly, reader: account('dash', at.readerPassword) };
}

function taken(dataDir: string, pid: number): StoreError {
  return new StoreError(
    `数据目录 ${dataDir} 正由进程 ${pid} 使用；请先停止它，或用 --data 指定别的目录。(The data folder ${dataDir} is in use by process ${pid}: stop it first, or give another one with --data.)`,
  );
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}
