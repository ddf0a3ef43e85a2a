import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { randomFrom, somePosts } from '#jobs/testing/some-posts.ts';
import { type Analytics, openAnalytics, runQuery } from '#warehouse/analytics/analytics.ts';
import { openStores } from '#warehouse/embedded/open-stores.ts';

const POSTS = 3_000;
/** Each costs a start of the stores, about five seconds; MINQING_TEST_KILLS=10 for a long look. */
const KILLS = Number(process.env['MINQING_TEST_KILLS'] ?? 3);

const register = new URL('register.mjs', pathToFileURL(createRequire(import.meta.url).resolve('@oxc-node/core'))).href;
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const quiet = { info() {}, warn() {}, error() {} };

let folder = '';
let file = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minqing-import-'));
  // As root, PostgreSQL runs under another account, which must be able to pass.
  await chmod(folder, 0o711);
  file = join(folder, 'posts.jsonl');
  await writeFile(
    file,
    somePosts(POSTS)
      .map((post) => `${JSON.stringify(post)}\n`)
      .join(''),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Command {
  process: ChildProcess;
  output: { out: string; log: string };
  ended: Promise<number | null>;
}

/** Starts the real command on a data folder; the stores are its own unless this process has opened them. */
function minqing(data: string, ...args: string[]): Command {
  const env = {
    ...process.env,
    LOG_LEVEL: 'info',
    // One key for both folders, so that their rows can be compared.
    MINQING_REPORTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    // The stores of the test run are others' business.
    CLICKHOUSE_URL: '',
    POSTGRES_URL: '',
  };
  const child = spawn(process.execPath, ['--import', register, main, ...args, '--data', join(folder, data), '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { out: '', log: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.log += chunk.toString()));
  return { process: child, output, ended: once(child, 'close').then(([code]) => code as number | null) };
}

const lines = (text: string): Record<string, unknown>[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]));

/** Runs a command to its end, which has to be good, and gives what it printed. */
async function run(data: string, ...args: string[]): Promise<Record<string, unknown>[]> {
  const { output, ended } = minqing(data, ...args);
  const code = await ended;
  if (code !== 0) throw new Error(`exit ${code}: ${output.log}\n${output.out}`);
  return lines(output.out);
}

const importing = ['import', '--source', 'posts'];

/** What an import has come to when its end draws near; the last is wanted twice as often, since then rows are half written. */
const MOMENTS = ['', 'grouping_loaded', 'batches_applied', 'batches_applied'];

/** Starts an import and kills it soon after some moment of its work. Gives the plans it had applied; null when it was faster. */
async function killAt(data: string, random: () => number): Promise<number | null> {
  const { process: child, output, ended } = minqing(data, ...importing, file);
  const moment = MOMENTS[Math.floor(random() * MOMENTS.length)]!;
  const reached = new Promise<void>((resolve) => {
    child.stderr!.on('data', () => output.log.includes(moment) && resolve());
  });
  await Promise.race([ended, moment === '' ? undefined : reached]);
  await Promise.race([ended, sleep(random() * (moment === 'batches_applied' ? 1_000 : 5_000))]);
  const hit = child.exitCode === null && child.kill('SIGKILL');
  await ended;
  const applied = lines(output.log.replaceAll(/^[^{].*$/gm, '')).filter(({ event }) => event === 'batches_applied');
  return hit ? applied.length : null;
}

/** Opens the stores of a data folder for as long as the test runs: commands then attach to them and start faster. */
async function holdStores(data: string): Promise<Analytics> {
  const stores = await openStores({ dataDir: join(folder, data), env: {}, log: quiet });
  const analytics = openAnalytics(stores.addresses.clickhouse);
  onTestFinished(async () => {
    await analytics.close();
    await stores.close();
  });
  return analytics;
}

/** Everything that is stored, but for the numbers of batches: an interrupted one leaves a gap in them. */
async function contentsOf(analytics: Analytics): Promise<Record<string, unknown[]>> {
  const read = (sql: string) => runQuery(analytics, { name: 'contents', sql, row: z.unknown() });
  return {
    documents: await read('SELECT * EXCEPT (seq, received_at) FROM documents FINAL ORDER BY external_id'),
    memberships: await read('SELECT * EXCEPT (seq, revision) FROM memberships FINAL ORDER BY external_id'),
    events: await read('SELECT * EXCEPT (revision) FROM events FINAL ORDER BY event_id'),
  };
}

describe('an import', { timeout: 100_000 + KILLS * 40_000 }, () => {
  it('that is killed at random moments and started again ends as one that ran through', async () => {
    const started = performance.now();
    const [clean] = await run('clean', ...importing, file);
    const cleanMs = performance.now() - started;
    expect(clean).toMatchObject({ rows: POSTS, accepted: POSTS, rejected: 0, repeated: 0 });

    const random = randomFrom(Date.now());
    const applied: number[] = [];
    while (applied.length < KILLS) {
      const plans = await killAt('killed', random);
      if (plans !== null) applied.push(plans);
      // Nothing is left to interrupt: the next one begins anew.
      else await rm(join(folder, 'killed'), { recursive: true });
    }
    console.info(`clean import: ${Math.round(cleanMs)} ms; plans applied before each kill: ${applied.join(' ')}`);
    const killed = await holdStores('killed');
    // What the last one left half done is finished before it is counted.
    expect((await run('killed', 'verify')).filter(({ equal }) => !equal)).toEqual([]);
    const [last] = await run('killed', ...importing, file);
    expect(last).toMatchObject({ rows: POSTS, rejected: 0 });
    const checks = await run('killed', 'verify');
    expect(checks.filter(({ equal }) => !equal)).toEqual([]);
    expect(checks.find(({ check }) => check === 'documents')).toMatchObject({ stored: POSTS, recounted: POSTS });
    const before = await contentsOf(killed);
    expect(before).toEqual(await contentsOf(await holdStores('clean')));

    const [again] = await run('killed', ...importing, file);
    expect(again).toMatchObject({ rows: POSTS, accepted: 0, rejected: 0, repeated: POSTS });
    expect(await contentsOf(killed)).toEqual(before);
  });

  it('of a table with half its columns is refused in a sentence that names them, and leaves nothing', async () => {
    const analytics = await holdStores('table');
    const table = join(folder, 'half.csv');
    await writeFile(table, '工单编号,标题\nGD-1,路口拥堵\nGD-2,路灯不亮\n');
    const { output, ended } = minqing('table', 'import', '--source', 'tickets', table);
    expect(await ended).toBe(1);
    const said = output.log.split('\n').find((line) => !line.startsWith('{') && line !== '');
    expect(said).toMatch(/^half\.csv：.*(publishedAt|时间)/);
    expect(output.out).toBe('');
    expect((await contentsOf(analytics))['documents']).toEqual([]);
  });
});
