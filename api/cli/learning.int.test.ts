import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { saveSetting } from '#jobs/settings/save-setting.ts';
import { topicModelSetting } from '#jobs/topics/settings/topic-model-setting.ts';
import { labelledTickets } from '#jobs/topics/testing/labelled-tickets.ts';
import { type Analytics, openAnalytics, runQuery } from '#warehouse/analytics/analytics.ts';
import { openStores, type Stores } from '#warehouse/embedded/open-stores.ts';
import { inTransaction, type Ledger, openLedger } from '#warehouse/ledger/ledger.ts';
import { insertTopicLabel } from '#warehouse/ledger/topics/topic-labels.ts';
import { listTopicModels } from '#warehouse/ledger/topics/topic-models.ts';
import { unsetDistrict } from './open-system.ts';

/** Learning as an office does it with the real command on a data folder of its own: learn, put to work, run history again, take back. */
const POSTS = 2_500;
const register = new URL('register.mjs', pathToFileURL(createRequire(import.meta.url).resolve('@oxc-node/core'))).href;
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const quiet = { info() {}, warn() {}, error() {} };
/** Topics that the labels of the tickets stand for. */
const topics: Record<string, string> = { 水务: '0705', 交警: '08', 教育: '17', 物业: '01' };

const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

let folder = '';
let stores: Stores;
let analytics: Analytics;
let ledger: Ledger;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minqing-learning-'));
  // As root, PostgreSQL runs under another account, which must be able to pass.
  await chmod(folder, 0o711);
  const posts = labelledTickets(POSTS).map(({ title, text }, n) => ({
    externalId: `p${n}`,
    kind: 'post',
    publishedAt: '2020-12-01T04:00:00.000Z',
    title,
    text,
  }));
  await writeFile(join(folder, 'posts.jsonl'), lines(posts));
  const labelled = labelledTickets(400).map((row) => ({ ...row, label: topics[row.label] }));
  await writeFile(join(folder, 'labelled.jsonl'), lines(labelled));
  await ended(minqing('import', '--source', 'posts', join(folder, 'posts.jsonl')));
  // From here on commands attach to these, and start faster.
  stores = await openStores({ dataDir: join(folder, 'data'), env: {}, log: quiet });
  analytics = openAnalytics(stores.addresses.clickhouse);
  ledger = openLedger(stores.addresses.postgres.url);
}, 120_000);
afterAll(async () => {
  await Promise.all([analytics.close(), ledger.close()]);
  await stores.close();
  await rm(folder, { recursive: true, force: true });
});

interface Command {
  process: ChildProcess;
  output: { out: string; log: string };
}

function minqing(...args: string[]): Command {
  const env = { ...process.env, LOG_LEVEL: 'info', CLICKHOUSE_URL: '', POSTGRES_URL: '' };
  const all = ['--import', register, main, ...args, '--data', join(folder, 'data'), '--json'];
  const child = spawn(process.execPath, all, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { out: '', log: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.log += chunk.toString()));
  return { process: child, output };
}

/** Waits for the end, which has to be good; gives the last line that was printed. */
async function ended({ process: child, output }: Command): Promise<Record<string, unknown>> {
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`exit ${code}: ${output.log}\n${output.out}`);
  return JSON.parse(output.out.trim().split('\n').at(-1)!) as Record<string, unknown>;
}

/** Kills a command without warning as soon as its log holds `moment`; false when it had ended by then. */
async function killedAt({ process: child, output }: Command, moment: string): Promise<boolean> {
  const over = once(child, 'close');
  const reached = new Promise<void>((resolve) => {
    child.stderr!.on('data', () => output.log.includes(moment) && resolve());
  });
  await Promise.race([over, reached]);
  const hit = child.exitCode === null && child.kill('SIGKILL');
  await over;
  return hit;
}

const learning = () =>
  minqing(
    'learn',
    join(folder, 'labelled.jsonl'),
    '--store',
    '--title',
    'title',
    '--text',
    'text',
    '--label',
    'label',
    '--out',
    join(folder, 'm'),
  );

/** Puts a version to work, 0 for none. */
async function activate(version: number, expectedVersion: number): Promise<void> {
  const change = { body: { version, minConfidence: 0.5 }, expectedVersion, by: { id: '1', name: '主任' }, note: '' };
  const saved = await saveSetting({ ledger, district: unsetDistrict }, topicModelSetting, {
    ...change,
    now: new Date(),
  });
  expect(saved).toMatchObject({ kind: 'saved' });
}

/** Topic of each document, and who decided it. */
async function topicsOf(): Promise<{ external_id: string; topic_code: string; topic_by: string }[]> {
  return runQuery(analytics, {
    name: 'topics',
    sql: 'SELECT external_id, topic_code, topic_by FROM documents FINAL ORDER BY external_id',
    row: z.object({ external_id: z.string(), topic_code: z.string(), topic_by: z.string() }),
  });
}
const decidedBy = async (who: string): Promise<number> =>
  (await topicsOf()).filter((row) => row.topic_by === who).length;

it(
  'a model is learned, put to work on history through two kills, and taken back to what was before',
  { timeout: 240_000 },
  async () => {
    const before = await topicsOf();
    expect(before).toHaveLength(POSTS);
    expect(await decidedBy('model')).toBe(0);

    const card = await ended(learning());
    expect(card).toMatchObject({ scores: { folds: 5 } });
    await activate(1, 0);
    // Nothing changes by itself: history is run again by a person's word, and goes on after a kill.
    expect(await decidedBy('model')).toBe(0);
    expect(await killedAt(minqing('rerun'), 'grouping_loaded')).toBe(true);
    expect(await killedAt(minqing('rerun'), 'batches_applied')).toBe(true);
    const half = await decidedBy('model');
    expect(half).toBeLessThan(POSTS * 0.9);
    expect(await ended(minqing('rerun'))).toMatchObject({ total: POSTS, outdated: 0 });
    expect(await decidedBy('model')).toBeGreaterThan(POSTS * 0.5);
    expect(await ended(minqing('rerun'))).toEqual({ total: POSTS, rerun: 0, outdated: 0 });

    await activate(0, 1);
    expect(await ended(minqing('rerun'))).toMatchObject({ total: POSTS, outdated: 0 });
    expect(await topicsOf()).toEqual(before);
  },
);

it(
  'what persons answered is learned from; a run that is broken off keeps nothing, and each that ends keeps one model',
  { timeout: 120_000 },
  async () => {
    const kept = (await listTopicModels(ledger, 10)).length;
    const rows = labelledTickets(POSTS);
    await inTransaction(ledger, async (tx) => {
      for (let n = 0; n < 80; n++)
        await insertTopicLabel(tx, {
          sourceId: 'posts',
          externalId: `p${n}`,
          topicCode: topics[rows[n]!.label]!.padEnd(4, '0'),
          beforeCode: '9900',
          guesses: [],
          saidAt: '2020-12-16T04:00:00.000Z',
          by: { id: '7', name: '王社工' },
        });
    });
    const broken = minqing('learn', '--from-labels', '--out', join(folder, 'n'));
    setTimeout(() => broken.process.kill('SIGKILL'), 1_500);
    await once(broken.process, 'close');
    const after = (await listTopicModels(ledger, 10)).length;
    const card = await ended(minqing('learn', '--from-labels', '--out', join(folder, 'n')));
    expect(card).toMatchObject({ data: { description: expect.stringContaining('80 answers of persons') } });
    expect((await listTopicModels(ledger, 10)).length).toBe(after + 1);
    expect(after - kept).toBeLessThanOrEqual(1);
  },
);
