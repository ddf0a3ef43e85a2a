import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { insertRows, openAnalytics, runCommand, runQuery } from '../analytics/analytics.ts';
import { noRow, openLedger, runStatement } from '../ledger/ledger.ts';
import { openStores, type Stores } from './open-stores.ts';
import { commandLine, isAlive } from './processes.ts';

const log = { info() {}, warn() {}, error() {} };
const register = new URL('register.mjs', pathToFileURL(createRequire(import.meta.url).resolve('@oxc-node/core')));
const folders: string[] = [];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stores-'));
  // As root, PostgreSQL runs under another account, which must be able to pass.
  await chmod(folder, 0o711);
  folders.push(folder);
  return folder;
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

const open = (dataDir: string, attach = false): Promise<Stores> =>
  openStores({ dataDir, env: {}, log, attach, fsync: false });

const pidIn = async (file: string): Promise<number> => Number((await readFile(file, 'utf8')).split('\n')[0]);
const clickhousePid = (dataDir: string): Promise<number> => pidIn(join(dataDir, 'clickhouse', 'node.pid'));
const postgresPid = (dataDir: string): Promise<number> => pidIn(join(dataDir, 'postgres', 'data', 'postmaster.pid'));

/** Repeats `write` for the numbers from 0 until `done`; gives those that were acknowledged. Refusals are what the test provokes. */
async function writeThrough(write: (n: number) => Promise<unknown>, done: () => boolean): Promise<number[]> {
  const acknowledged: number[] = [];
  for (let n = 0; !done(); n += 1) {
    const accepted = await write(n).then(
      () => true,
      () => sleep(20).then(() => false),
    );
    if (accepted) acknowledged.push(n);
  }
  return acknowledged;
}

/** Kills what `pid` names three times while `write` goes on, and gives the numbers that were acknowledged. */
async function writeUnderFire(write: (n: number) => Promise<unknown>, pid: () => Promise<number>): Promise<number[]> {
  let over = false;
  let accepted = 0;
  const counting = (n: number): Promise<unknown> => write(n).then(() => (accepted += 1));
  const writing = writeThrough(counting, () => over);
  for (let kill = 0; kill < 3; kill += 1) {
    const before = accepted;
    await expect.poll(() => accepted, { timeout: 20_000 }).toBeGreaterThan(before + 20);
    process.kill(await pid(), 'SIGKILL');
    await sleep(100);
  }
  const before = accepted;
  await expect.poll(() => accepted, { timeout: 20_000 }).toBeGreaterThan(before + 20);
  over = true;
  return writing;
}

function missing(acknowledged: readonly number[], stored: readonly { n: number }[]): number[] {
  const there = new Set(stored.map(({ n }) => n));
  return acknowledged.filter((n) => !there.has(n));
}

describe('embedded stores', { timeout: 90_000 }, () => {
  test('ClickHouse killed three times in the middle of inserts keeps every acknowledged batch, and each whole', async () => {
    const dataDir = await newFolder();
    const stores = await open(dataDir);
    onTestFinished(() => stores.close());
    const analytics = openAnalytics({ ...stores.addresses.clickhouse, database: 'default' });
    onTestFinished(() => analytics.close());
    const sql = 'CREATE DATABASE crash ENGINE = Atomic';
    await runCommand(analytics, { name: 'create', sql });
    await runCommand(analytics, {
      name: 'create',
      sql: 'CREATE TABLE crash.rows (n UInt64) ENGINE = MergeTree ORDER BY n',
    });

    const write = (n: number) =>
      insertRows(analytics, { name: 'insert', table: 'crash.rows', rows: Array.from({ length: 50 }, () => ({ n })) });
    const acknowledged = await writeUnderFire(write, () => clickhousePid(dataDir));

    const stored = await runQuery(analytics, {
      name: 'list',
      sql: 'SELECT n, count() AS size FROM crash.rows GROUP BY n ORDER BY n',
      row: z.object({ n: z.number(), size: z.number() }),
    });
    expect(stored.filter(({ size }) => size !== 50)).toEqual([]);
    expect(missing(acknowledged, stored)).toEqual([]);
  });

  test('PostgreSQL killed three times in the middle of inserts keeps every acknowledged row', async () => {
    const dataDir = await newFolder();
    const stores = await open(dataDir);
    onTestFinished(() => stores.close());
    const ledger = openLedger(stores.addresses.postgres.url);
    onTestFinished(() => ledger.close());
    await runStatement(ledger, { name: 'create', text: 'create table rows (n int primary key)', row: noRow });

    const write = (n: number) =>
      runStatement(ledger, { name: 'insert', text: 'insert into rows values ($1)', values: [n], row: noRow });
    const acknowledged = await writeUnderFire(write, () => postgresPid(dataDir));

    const text = 'select n from rows order by n';
    const stored = await runStatement(ledger, { name: 'list', text, row: z.object({ n: z.number() }) });
    expect(missing(acknowledged, stored)).toEqual([]);
  });

  test('an owner killed by force leaves no process behind, and its folder opens again with its data', async () => {
    const dataDir = await newFolder();
    const owner = await startOwner(dataDir);
    const runtime = JSON.parse(await readFile(join(dataDir, 'runtime.json'), 'utf8')) as { postgres: { url: string } };
    const ledger = openLedger(runtime.postgres.url, { max: 1 });
    await runStatement(ledger, { name: 'create', text: 'create table kept (n int)', row: noRow });
    await ledger.close();
    const children = [await clickhousePid(dataDir), await postgresPid(dataDir)];
    expect(children.map(isAlive)).toEqual([true, true]);

    owner.kill('SIGKILL');
    await expect.poll(() => children.some(isAlive), { timeout: 5_000 }).toBe(false);

    const stores = await open(dataDir);
    onTestFinished(() => stores.close());
    const again = openLedger(stores.addresses.postgres.url, { max: 1 });
    onTestFinished(() => again.close());
    expect(await runStatement(again, { name: 'list', text: 'select n from kept', row: noRow })).toEqual([]);
  });

  test('a store whose owner died while its program was still being loaded ends by itself', async () => {
    const home = join(await newFolder(), 'clickhouse');
    await mkdir(home);
    const order = JSON.stringify({ binary: '/bin/sleep', args: ['60'], cwd: home, runAs: null });
    const programs = [
      { program: 'clickhouse-node.ts', args: [home, '1'], end: [null, 'SIGKILL'] },
      { program: 'postgres-guard.ts', args: [order], end: [1, null] },
    ];
    for (const { program, args, end } of programs) {
      const child = fork(new URL(program, import.meta.url), args, { execArgv: ['--import', register.href] });
      onTestFinished(() => void child.kill('SIGKILL'));
      child.disconnect();
      expect(await once(child, 'exit')).toEqual(end);
    }
  });

  test('a PostgreSQL whose guard was killed is ended and started again at the same address', async () => {
    const dataDir = await newFolder();
    const stores = await open(dataDir);
    onTestFinished(() => stores.close());
    const orphan = await postgresPid(dataDir);
    process.kill(parentOf(orphan), 'SIGKILL');
    await expect.poll(() => isAlive(orphan), { timeout: 10_000 }).toBe(false);
    const ledger = openLedger(stores.addresses.postgres.url, { max: 1 });
    onTestFinished(() => ledger.close());
    const ask = () => runStatement(ledger, { name: 'one', text: 'select 1', row: noRow }).catch(() => []);
    await expect.poll(ask, { timeout: 20_000 }).toHaveLength(1);
  });

  test('a first start that was killed while it made the database hinders the next in nothing, at once', async () => {
    const dataDir = await newFolder();
    const postgres = join(dataDir, 'postgres');
    const halves = () => (existsSync(postgres) ? readdirSync(postgres).filter((name) => name.includes('half')) : []);
    const owner = forkOwner(dataDir);
    await expect.poll(halves, { timeout: 20_000, interval: 5 }).toHaveLength(1);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const stores = await open(dataDir);
    onTestFinished(() => stores.close());
    const ledger = openLedger(stores.addresses.postgres.url, { max: 1 });
    onTestFinished(() => ledger.close());
    expect(await runStatement(ledger, { name: 'one', text: 'select 1', row: noRow })).toHaveLength(1);
    expect(halves()).toEqual([]);
  });

  test('a folder has one owner; a command attaches to it and leaves it running', async () => {
    const dataDir = await newFolder();
    const owner = await startOwner(dataDir);
    await expect(open(dataDir)).rejects.toThrow(`正由进程 ${owner.pid} 使用`);
    const attached = await open(dataDir, true);
    expect(attached.owned).toBe(false);
    await attached.close();
    const ledger = openLedger(attached.addresses.postgres.url, { max: 1 });
    expect(await runStatement(ledger, { name: 'one', text: 'select 1', row: noRow })).toHaveLength(1);
    await ledger.close();
    owner.kill('SIGKILL');
  });

  test('a command attaches to an owner that is still starting', async () => {
    const dataDir = await newFolder();
    const starting = startOwner(dataDir);
    await expect.poll(() => existsSync(join(dataDir, 'owner.lock')), { timeout: 10_000 }).toBe(true);
    expect(existsSync(join(dataDir, 'runtime.json'))).toBe(false);
    const attached = await open(dataDir, true);
    expect(attached.owned).toBe(false);
    (await starting).kill('SIGKILL');
  });

  test.runIf(process.getuid?.() === 0)(
    'as root below a closed folder, PostgreSQL lives where its account can go',
    async () => {
      const closed = await newFolder();
      await chmod(closed, 0o700);
      const dataDir = join(closed, 'data');
      const first = await open(dataDir);
      await first.close();
      const home = await realpath(join(dataDir, 'postgres'));
      folders.push(home);
      expect(home.startsWith(closed)).toBe(false);
      const second = await open(dataDir);
      await second.close();
      expect(await realpath(join(dataDir, 'postgres'))).toBe(home);
    },
  );

  test('close ends both within 5 s though somebody is still connected, and the passwords are for one user', async () => {
    const dataDir = await newFolder();
    const stores = await open(dataDir);
    const ledger = openLedger(stores.addresses.postgres.url);
    const waiting = runStatement(ledger, { name: 'wait', text: 'select pg_sleep(60)', row: noRow }).catch(
      () => 'ended',
    );
    const children = [await clickhousePid(dataDir), await postgresPid(dataDir)];
    const { password } = stores.addresses.clickhouse;
    expect(children.map(commandLine).join(' ')).not.toContain(password);
    const start = Date.now();
    await stores.close();
    expect(Date.now() - start).toBeLessThan(5_000);
    expect(children.map(isAlive)).toEqual([false, false]);
    expect(await waiting).toBe('ended');
    await ledger.close();
  });
});

function forkOwner(dataDir: string): ChildProcess {
  const program = new URL('../testing/store-owner.ts', import.meta.url);
  const owner = fork(program, [dataDir], {
    execArgv: ['--import', register.href],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  onTestFinished(() => void owner.kill('SIGKILL'));
  return owner;
}

async function startOwner(dataDir: string): Promise<ChildProcess> {
  const owner = forkOwner(dataDir);
  await once(owner, 'message');
  return owner;
}

function parentOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
}
