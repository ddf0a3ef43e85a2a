import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarSetting } from '#jobs/alerts/settings/calendar-setting.ts';
import type { JobQueue } from '#jobs/queue/queue.ts';
import type { RenderPool } from '#jobs/reports/render/render-pool.ts';
import { renderReport } from '#jobs/reports/render/render-report.ts';
import { reportSetting } from '#jobs/reports/settings/report-setting.ts';
import { reportsDue } from '#jobs/reports/workflow/plan-reports.ts';
import { issuerOf } from '#jobs/reports/workflow/report-desk.ts';
import { keepBatch, readBatch, writeReports } from '#jobs/reports/write-reports.ts';
import { openSettings } from '#jobs/settings/open-settings.ts';
import { saveSetting } from '#jobs/settings/save-setting.ts';
import { insertRows } from '#warehouse/analytics/analytics.ts';
import { keepCounting, listPublishedCountings } from '#warehouse/ledger/reports/countings.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { loadDistrict } from './load-district.ts';
import type { System } from './open-system.ts';
import { reportDeskOf } from './report-desk.ts';

/** The real command, on the stores of this test. */
const stores = await freshStores();
const register = new URL('register.mjs', pathToFileURL(createRequire(import.meta.url).resolve('@oxc-node/core'))).href;
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const district = fileURLToPath(new URL('../testing/district.yaml', import.meta.url));
/** The district, its two streets and their three communities, in two formats each. */
const FILES = 6 * 2;
const BATCH = '.batch-2020-11.json.gz';

const quiet = { info() {}, warn() {}, error() {} };

const folder = await mkdtemp(join(tmpdir(), 'minqing-report-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeAll(() =>
  insertRows(stores.analytics, {
    name: 'test',
    table: 'documents',
    rows: Array.from({ length: 90 }, (_, at) => {
      const published = `2020-11-${String(1 + (at % 30)).padStart(2, '0')}T02:00:00.000Z`;
      return {
        source_id: 'shequtong',
        external_id: `${at}`,
        seq: at + 1,
        version: 1,
        is_deleted: 0,
        content_hash: '',
        received_at: published,
        published_at: published,
        kind: 'concern',
        status: 'open',
        visibility: 'public',
        nature: 'complaint',
        severity: 0,
        ward_code: ['990113001001', '990113001002', '990113002001'][at % 3],
        topic_code: '0801',
        reporter_key: `p${at % 60}`,
        title: `标题${at}`,
        text: '正文',
        replied_at: null,
        closed_at: null,
      };
    }),
  }),
);

const renderHere: RenderPool = {
  threads: 1,
  render: ({ model, formats }) => renderReport(model, formats),
  close: () => Promise.resolve(),
};

interface Command {
  process: ChildProcess;
  /** The exit code, and what it printed for people. */
  ended: Promise<{ code: number | null; said: string }>;
}

/** Starts the monthly reports of all wards into a folder. */
function reportAll(out: string): Command {
  const { clickhouse, postgres } = stores.addresses;
  const url = new URL(`/${clickhouse.database}`, clickhouse.url);
  Object.assign(url, { username: clickhouse.username, password: clickhouse.password });
  const child = spawn(
    process.execPath,
    ['--import', register, main, 'report', '--all-wards', '--period', '2020-11', '--format', 'docx,xlsx'].concat(
      '--district',
      district,
      '--data',
      join(folder, 'data'),
      '--out',
      out,
    ),
    {
      env: { ...process.env, CLICKHOUSE_URL: url.href, CLICKHOUSE_READER_URL: '', POSTGRES_URL: postgres.url },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { process: child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, said })) };
}

const reportsIn = async (out: string): Promise<string[]> =>
  (await readdir(out).catch(() => [])).filter((name) => /\.(docx|xlsx)$/.test(name)).toSorted();

async function contents(out: string): Promise<Map<string, string>> {
  const names = await readdir(out);
  return new Map(
    await Promise.all(
      names.toSorted().map(async (name) => [name, (await readFile(join(out, name))).toString('base64')] as const),
    ),
  );
}

test('the reports of all wards, killed in the middle, go on where they were and become what they would have been', async () => {
  const out = join(folder, 'killed');
  const first = reportAll(out);
  // The first report is half written.
  while ((await reportsIn(out)).length === 0) await Promise.race([sleep(5), first.ended.then(failed)]);
  first.process.kill('SIGKILL');
  await first.ended;
  const written = await reportsIn(out);
  const nodes = (): Promise<number[]> => Promise.all(written.map(async (name) => (await stat(join(out, name))).ino));
  const before = await nodes();
  expect(written.length).toBeLessThan(FILES);

  const second = await reportAll(out).ended;
  expect(second).toMatchObject({ code: 0, said: expect.stringMatching(/接着上次没有写完的一批[^]*已写 6\/6 份/) });
  expect(await nodes(), 'nothing is written again').toEqual(before);
  const whole = await contents(out);
  // What the killed run had begun is gone.
  expect([...whole.keys()]).toEqual([BATCH, ...(await reportsIn(out))]);
  expect(whole.size).toBe(1 + FILES);

  // A run that nothing breaks off, of the same counting.
  const straight = join(folder, 'straight');
  const batch = (await readBatch(join(out, BATCH)))!;
  const options = { kind: 'monthly', issuer: issuerOf(await loadDistrict(district)) } as const;
  await writeReports(renderHere, batch, { folder: straight, formats: ['docx', 'xlsx'], options, onDone: () => {} });
  whole.delete(BATCH);
  expect(await contents(straight)).toEqual(whole);
}, 120_000);

test('a counting is published before its first file, and one that another was published after is refused', async () => {
  const out = join(folder, 'first');
  const published = () => listPublishedCountings(stores.ledger, '2020-11');
  const before = (await published()).length;
  expect(await reportAll(out).ended).toMatchObject({ code: 0 });
  const countings = (await readBatch(join(out, BATCH)))!.flatMap((each) => each.countings ?? []);
  const november = countings.find((each) => each.startsWith('2020-11 '));
  expect(november).toBeDefined();
  const ids = (await published()).map(({ counting_id }) => counting_id);
  expect(ids).toContain(november!.split(' ')[1]);

  // The same once more: nothing new to publish, and the same files.
  const again = join(folder, 'again');
  expect(await reportAll(again).ended).toMatchObject({ code: 0 });
  expect((await published()).length).toBe(ids.length);
  expect(ids.length - before).toBeLessThanOrEqual(1);

  // A run that was killed between its counting and its first file; then another one publishes.
  const killed = join(folder, 'late');
  await mkdir(killed);
  const snapshots = (await readBatch(join(out, BATCH)))!;
  const other = { periodKey: '2020-11', countingId: 'counted-earlier', body: '{}', basedOn: [] };
  await keepCounting(stores.ledger, other);
  await keepBatch(
    join(killed, BATCH),
    snapshots.map((each) => ({ ...each, countings: ['2020-11 counted-earlier'] })),
  );
  const refused = await reportAll(killed).ended;
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('另选一个 --out 文件夹重新统计') });
  expect(await reportsIn(killed)).toEqual([]);
  expect((await published()).map(({ counting_id }) => counting_id)).toEqual(ids);
}, 120_000);

function failed({ code, said }: { code: number | null; said: string }): never {
  throw new Error(`ended with ${code} before it was killed: ${said}`);
}

test('drafts are planned by the calendar in force, also by a desk that was opened before it was saved', async () => {
  const place = await loadDistrict(district);
  const settings = await openSettings(stores.ledger, { district: place, registry: [calendarSetting], log: quiet });
  const desk = reportDeskOf({ ...stores, district: place } as unknown as System, {
    settings,
    queue: {} as JobQueue,
    now: () => new Date(),
  });
  const due = (day: string) => reportsDue(day, reportSetting.initial(place), desk.calendar).map(({ kind }) => kind);
  expect([due('2020-12-03'), due('2020-12-04')]).toEqual([['monthly'], []]);
  const body = { opensAt: 540, closesAt: 1_050, years: [{ year: 2020, off: ['12-01'], work: [], half: [] }] };
  const by = { id: '1', name: '主任' };
  const change = { body, expectedVersion: 0, by, note: '', now: new Date() };
  const saved = await saveSetting({ ledger: stores.ledger, district: place }, calendarSetting, change);
  expect(saved).toEqual({ kind: 'saved', version: 1 });
  await settings.refresh();
  expect([due('2020-12-03'), due('2020-12-04')]).toEqual([[], ['monthly']]);
});
