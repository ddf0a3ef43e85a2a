import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { runQuery } from '#warehouse/analytics/analytics.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { importFile } from './import.ts';
import { rotateReporters } from './rotate-reporter-key.ts';

const stores = await freshStores();
const register = new URL('register.mjs', pathToFileURL(createRequire(import.meta.url).resolve('@oxc-node/core'))).href;
const main = fileURLToPath(new URL('main.ts', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minqing-rotate-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function warehouseUrl(): string {
  const { url, username, password, database } = stores.addresses.clickhouse;
  const address = new URL(url);
  Object.assign(address, { username, password, pathname: `/${database}` });
  return address.href;
}

/** Where a command finds the stores of this test, and what a vault adds. */
const environment = (vault: Readonly<Record<string, string>>) => ({
  CLICKHOUSE_URL: warehouseUrl(),
  POSTGRES_URL: stores.addresses.postgres.url,
  ...vault,
});
const dataDir = (): string => join(folder, 'data');

/** Does what a command does, with a process's environment of its own and without starting one; gives what it printed. */
async function within(vault: Readonly<Record<string, string>>, command: () => Promise<void>): Promise<string> {
  for (const [name, value] of Object.entries(environment(vault))) vi.stubEnv(name, value);
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  try {
    await command();
    return print.mock.calls.flat().join('\n');
  } finally {
    print.mockRestore();
    vi.unstubAllEnvs();
  }
}
const rotate = (vault: Readonly<Record<string, string>>): Promise<string> =>
  within(vault, () => rotateReporters({ data: dataDir() }));

/** The same by the command line, as a process. */
async function rotateByCommand(): Promise<string> {
  const command = ['--import', register, main, 'rotate-reporter-key', '--data', dataDir()];
  const env = { ...process.env, ...environment({}) };
  return (await promisify(execFile)(process.execPath, command, { env })).stdout;
}

async function importPosts(vault: Readonly<Record<string, string>>, ...posts: [id: string, reporter: string][]) {
  const file = join(folder, `${posts[0]![0]}.jsonl`);
  const lines = posts.map(([id, user]) =>
    JSON.stringify({ id, user, time: '2020-12-15 09:00', title: '路灯', text: `路灯${id}坏了没人修` }),
  );
  await writeFile(file, lines.join('\n'));
  await within(vault, () => importFile(file, { source: 'posts', json: true, data: dataDir() }));
}

/** Who wrote what, by the hash that the warehouse holds. */
async function persons(): Promise<Record<string, string>> {
  const rows = await runQuery(stores.analytics, {
    name: 'persons',
    sql: 'SELECT external_id, reporter_key FROM documents FINAL ORDER BY external_id',
    params: {},
    row: z.object({ external_id: z.string(), reporter_key: z.string() }),
  });
  return Object.fromEntries(rows.map((row) => [row.external_id, row.reporter_key]));
}

it(
  'a person stays one through a new key of the file, and through a further one of the vault',
  { timeout: 180_000 },
  async () => {
    await importPosts({}, ['a', 'li'], ['b', 'wang']);
    const before = await persons();
    expect(before['a']).toMatch(/^k1\./);

    expect(await rotateByCommand()).toContain('已换到密钥 k2，更新 2 件');
    await importPosts({}, ['c', 'li']);
    const rotated = await persons();
    expect(rotated['a']).toMatch(/^k2\./);
    expect(rotated['c']).toBe(rotated['a']);
    expect(rotated['b']).not.toBe(rotated['a']);
    expect(Object.values(rotated)).not.toContain(before['a']);

    // The office takes its keys into a vault, and adds one there.
    const file = JSON.parse(await readFile(join(folder, 'data', 'secrets.json'), 'utf8')) as {
      reporterKey: string;
      laterReporterKeys: { keyId: string; key: string }[];
    };
    const later = [...file.laterReporterKeys, { keyId: 'vault3', key: randomBytes(32).toString('base64') }];
    const vault = {
      MINQING_REPORTER_KEY: file.reporterKey,
      MINQING_REPORTER_KEY_ID: 'k1',
      MINQING_REPORTER_LATER_KEYS: later.map(({ keyId, key }) => `${keyId}:${key}`).join(','),
    };
    expect(await rotate(vault)).toContain('已换到密钥 vault3，更新 3 件');
    // Run again, as after a crash, it makes no key of its own and finds nothing to do.
    expect(await rotate(vault)).toContain('已换到密钥 vault3，更新 0 件');
    await importPosts(vault, ['d', 'li']);
    const kept = await persons();
    expect(kept['a']).toMatch(/^vault3\./);
    expect([kept['c'], kept['d']]).toEqual([kept['a'], kept['a']]);
    expect(kept['b']).not.toBe(kept['a']);
  },
);
