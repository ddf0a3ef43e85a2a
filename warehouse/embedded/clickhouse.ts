import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { StoreError } from '../store-error.ts';
import { clickHouseConfig, clickHouseUsers } from './clickhouse-config.ts';
import { freePort } from './free-port.ts';
import type { StoreLog } from './log.ts';
import { commandLine, endProcess } from './processes.ts';
import type { ClickHouseStore } from './server-addresses.ts';
import { startService, type Service } from './service.ts';

// The engine is pinned with its package: another release may write files that this one cannot read.
const pinnedChdb = '3.4.0';

const require = createRequire(import.meta.url);

/** What the embedded ClickHouse is started with. */
export interface ClickHouseOptions {
  /** Folder for everything of ClickHouse. */
  home: string;
  passwords: { app: string; reader: string };
  /** Every acknowledged row survives a power cut; off only for tests. */
  fsync: boolean;
  log: StoreLog;
}

/** Starts the embedded ClickHouse on loopback. Throws StoreError when it cannot be had here. */
export async function startClickHouse(options: ClickHouseOptions): Promise<Service & { store: ClickHouseStore }> {
  const { home, passwords } = options;
  requireEngine();
  await mkdir(join(home, 'data'), { recursive: true, mode: 0o700 });
  await mkdir(join(home, 'backups'), { recursive: true, mode: 0o700 });
  // Linux forces all files of an insert at once when we ask for it; elsewhere sync() may return before it has.
  const answersEarly = options.fsync && process.platform === 'linux';
  await writeFile(join(home, 'config.xml'), clickHouseConfig(home, options.fsync && !answersEarly));
  await writeFile(join(home, 'users.xml'), clickHouseUsers(sha256(passwords.app), sha256(passwords.reader)), {
    mode: 0o600,
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = await startService(
    {
      name: 'clickhouse',
      program: new URL('clickhouse-node.ts', import.meta.url),
      args: [home, String(port)],
      logFile: join(home, 'clickhouse.log'),
      clearOrphan: () => clearOrphan(home),
      isReady: () => answers(`${url}/ping`),
    },
    options.log,
  );
  const address = (username: string, password: string) => ({ url, database: 'minqing', username, password });
  const store = { ...address('app', passwords.app), answersEarly, reader: address('dash', passwords.reader) };
  return { ...service, store };
}

function requireEngine(): void {
  let version: string;
  try {
    require.resolve('ffi-rs');
    require.resolve('chdb/libchdb');
    version = (require('chdb/package.json') as { version: string }).version;
    (require('chdb/libchdb') as { libchdbPath(): string }).libchdbPath();
  } catch {
    throw new StoreError(
      '未安装内置 ClickHouse（可选包 chdb、ffi-rs），请执行 npm install，或用 CLICKHOUSE_URL 指定服务器。(The embedded ClickHouse is not installed here: run npm install, or set CLICKHOUSE_URL.)',
    );
  }
  if (version !== pinnedChdb) {
    throw new StoreError(
      `内置 ClickHouse 需要 chdb ${pinnedChdb}，现为 ${version}，请执行 npm ci。(chdb must be ${pinnedChdb}, found ${version}: run npm ci.)`,
    );
  }
}

async function clearOrphan(home: string): Promise<void> {
  const pid = Number(await readFile(join(home, 'node.pid'), 'utf8').catch(() => ''));
  const line = pid > 0 ? commandLine(pid) : '';
  if (line.includes('clickhouse-node') && line.includes(home)) await endProcess(pid, [{ signal: 'SIGKILL', ms: 3000 }]);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
