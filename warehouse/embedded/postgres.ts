import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { StoreError } from '../store-error.ts';
import { freePort } from './free-port.ts';
import type { StoreLog } from './log.ts';
import type { GuardOrder } from './postgres-guard.ts';
import { preparePostgresHome, type PostgresHome } from './postgres-home.ts';
import { commandLine, endProcess } from './processes.ts';
import { startService, type Service } from './service.ts';
import { recogniseFault } from './store-faults.ts';

const run = promisify(execFile);

// Its data files are readable by this major version only.
const majorVersion = '18';
const user = 'minqing';
const database = 'minqing';

/** What the embedded PostgreSQL is started with. */
export interface PostgresOptions {
  dataDir: string;
  /** Off only for tests: a power cut would then ruin the data. */
  fsync: boolean;
  log: StoreLog;
}

/** Starts the embedded PostgreSQL on loopback, without a unix socket. Throws StoreError when it cannot be had here. */
export async function startPostgres(options: PostgresOptions): Promise<Service & { url: string }> {
  const place = await preparePostgresHome(options.dataDir);
  await initialise(place, options.fsync);
  const password = await readFile(join(place.home, 'password'), 'utf8');
  const port = await freePort();
  const url = `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  const order: GuardOrder = {
    binary: join(place.native, 'bin', 'postgres'),
    args: serverArguments(join(place.home, 'data'), port, options.fsync),
    cwd: place.home,
    runAs: place.runAs,
  };
  const service = await startService(
    {
      name: 'postgres',
      program: new URL('postgres-guard.ts', import.meta.url),
      args: [JSON.stringify(order)],
      logFile: join(options.dataDir, 'postgres.log'),
      clearOrphan: () => clearOrphan(join(place.home, 'data')),
      isReady: () => databaseReady(url),
    },
    options.log,
  );
  return { ...service, url };
}

function serverArguments(data: string, port: number, fsync: boolean): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    log_timezone: 'UTC',
    timezone: 'UTC',
    // Values in error messages may be personal data; statements hold placeholders only, details hold values.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    // Every statement here is short; compiling them costs more than it gives.
    jit: 'off',
    ...(fsync ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  return ['-D', data, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])];
}

async function initialise({ home, native, runAs }: PostgresHome, fsync: boolean): Promise<void> {
  const data = join(home, 'data');
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version !== undefined && version.trim() !== majorVersion) {
    throw new StoreError(
      `数据目录由 PostgreSQL ${version.trim()} 写成，本程序内置 ${majorVersion}。(The data folder was written by PostgreSQL ${version.trim()}; this is ${majorVersion}.)`,
    );
  }
  if (version !== undefined) return;
  const password = join(home, 'password');
  await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (runAs) await chown(password, runAs.uid, runAs.gid);
  // Renamed once whole, so that an interrupted first start begins again; in a folder of its own, since the initdb of one that
  // was killed writes on for seconds, and clears its folder away when it fails.
  const half = `${data}.half-${randomBytes(6).toString('hex')}`;
  const args = ['-D', half, '-U', user, '--auth=scram-sha-256', `--pwfile=${password}`, '--encoding=UTF8'];
  // The builtin provider needs no locale of the operating system and sorts by code point.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  await run(join(native, 'bin', 'initdb'), [...args, ...locale, '--no-instructions', ...(fsync ? [] : ['--no-sync'])], {
    cwd: home,
    env: { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C' },
    ...runAs,
  }).catch((error: { stderr: string; message: string }) => {
    throw recogniseFault(error.stderr, home) ?? error;
  });
  await rename(half, data);
  await clearHalves(home);
}

/** What interrupted first starts left; an initdb among them that still writes is waited for, a few seconds at most. */
async function clearHalves(home: string): Promise<void> {
  const halves = (await readdir(home)).filter((name) => name.startsWith('data.half'));
  const clear = (name: string) =>
    rm(join(home, name), { recursive: true, force: true, maxRetries: 8, retryDelay: 100 });
  // Some leftover megabytes are no reason not to start.
  await Promise.allSettled(halves.map(clear));
}

/** The server reaches us as a child of its guard; only a killed guard leaves one behind. */
async function clearOrphan(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number((await readFile(file, 'utf8')).split('\n')[0]);
  const line = pid > 0 ? commandLine(pid) : '';
  if (!line.includes('postgres') || !line.includes(data)) return;
  await endProcess(pid, [
    { signal: 'SIGINT', ms: 3000 },
    { signal: 'SIGQUIT', ms: 1000 },
    { signal: 'SIGKILL', ms: 1000 },
  ]);
}

async function databaseReady(url: string): Promise<boolean> {
  if (await connects(url, 'select 1')) return true;
  const rim = new URL(url);
  rim.pathname = '/postgres';
  // Fails while the server starts, and at every start but the first.
  return connects(rim.href, `create database ${database}`);
}

async function connects(url: string, text: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(text);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
