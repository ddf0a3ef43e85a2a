import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchBrowser } from '#dashboard/testing/browser.ts';
import { isWanted, type PictureOrder } from '#dashboard/testing/picture-looks.ts';
import { picturedPages } from '#dashboard/testing/pictured-pages.ts';
import { takePictures } from '#dashboard/testing/take-pictures.ts';
import { setupSteps, takeSetupPictures } from '#dashboard/testing/take-setup-pictures.ts';
import type { BenchRow } from '#jobs/bench/bench-row.ts';
import type { ReportDetail, ReportKindName, ReportList } from '../../contract/reports.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { startServing } from './serving-process.ts';

/** Names that pictures begin with, by comma; without it all are taken. */
const only = (process.env['MINQING_PICTURES'] ?? '').split(',').filter(Boolean);
const FOLDER = 'screenshots';
type Browser = Parameters<typeof takePictures>[0];
type Places = Omit<PictureOrder, 'base'>;
const some = (names: readonly string[]): boolean => names.some((name) => isWanted(name, only));

/** `npm run screenshots`: every page at two widths, light and dark, on the demo; to be looked at. */
export async function run(): Promise<BenchRow[]> {
  await mkdir(FOLDER, { recursive: true });
  const browser = await launchBrowser();
  const order = { folder: FOLDER, only };
  try {
    // One after the other: two products at once would only wait for each other.
    const first = some(setupSteps) ? await ofFirstRun(browser, order) : 0;
    const demo = some(['sign-in', ...picturedPages.map(({ name }) => name)]) ? await ofDemo(browser, order) : 0;
    return [{ bench: 'pictures', metric: 'taken', value: first + demo, unit: 'pictures', data: `in ${FOLDER}/` }];
  } finally {
    await browser.close();
  }
}

async function ofFirstRun(browser: Browser, order: Places): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'minqing-first-'));
  const { MINQING_DISTRICT: _, ...env } = process.env;
  const server = await startServing(
    ['start', '--data', dataDir, '--port', '0'],
    /打开 (\S+)\/setup ，一次性口令：(\S+)/,
    {
      env,
    },
  );
  try {
    return await takeSetupPictures(browser, { ...order, base: server.found[1]! }, server.found[2]!);
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function ofDemo(browser: Browser, order: Places): Promise<number> {
  const server = await startDemoServer();
  try {
    for (const kind of ['monthly', 'meeting'] as const) await draft(server, kind);
    return await takePictures(browser, { ...order, base: server.url });
  } finally {
    await server.close();
  }
}

/** Has a report of the last whole period made, as somebody who presses 新建 does, and waits until it is counted. */
async function draft({ url, cookie }: DemoServer, kind: ReportKindName): Promise<void> {
  const ask = async <T>(path: string, body?: object): Promise<T> => {
    const headers = { cookie, 'content-type': 'application/json' };
    const given = body && { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${url}/api/reports${path}`, { headers, ...given });
    if (!response.ok) throw new Error(`report: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const { periods } = await ask<ReportList>('');
  const { id } = await ask<{ id: string }>('', { kind, periodKey: periods[kind][1]!.key });
  for (;;) {
    const { head } = await ask<ReportDetail>(`/${id}`);
    if (head.state !== 'counting') return;
    await sleep(500);
  }
}
