import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { axeFindings } from '#dashboard/testing/axe-findings.ts';
import { launchBrowser } from '#dashboard/testing/browser.ts';
import { somePosts } from '#jobs/testing/some-posts.ts';
import { listAudit } from '#warehouse/ledger/audit/list-audit.ts';
import { runStatement } from '#warehouse/ledger/ledger.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';

const stores = await freshStores();
const register = new URL('register.mjs', pathToFileURL(createRequire(import.meta.url).resolve('@oxc-node/core'))).href;
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const password = '第一个管理员的口令 2026';

let folder = '';
let server: ChildProcess;
let said = '';

/** The line that the start prints, once it is there. */
const line = (pattern: RegExp): string | undefined => pattern.exec(said)?.[1];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minqing-first-'));
  const { clickhouse, postgres } = stores.addresses;
  const warehouse = new URL(clickhouse.url);
  Object.assign(warehouse, { username: clickhouse.username, password: clickhouse.password });
  warehouse.pathname = `/${clickhouse.database}`;
  const env = { ...process.env, CLICKHOUSE_URL: warehouse.href, POSTGRES_URL: postgres.url, LOG_LEVEL: 'error' };
  delete (env as Record<string, string | undefined>)['MINQING_DISTRICT'];
  server = spawn(process.execPath, ['--import', register, main, 'start', '--data', folder, '--port', '0'], { env });
  server.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
});
afterAll(async () => {
  server.kill('SIGINT');
  await once(server, 'close');
  await rm(folder, { recursive: true, force: true });
});

/** The wards as a workbook, with a title above and merged cells, as offices keep them. */
async function wardSheet(): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('名录');
  sheet.addRows([
    ['测试区居村名录'],
    ['街镇', '居村', '户数', '常住人口', '小区'],
    ['淞南镇', '淞南一村居委', 1000, 3000, '淞南一村'],
    ['', '新梅社区', 1400, 3300, '新梅花苑、新梅绿岛苑'],
    ['罗店镇', '富锦社区', 2000, 5200, '富锦苑'],
  ]);
  sheet.mergeCells('A3:A4');
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** What axe finds, and by how many pixels the page is wider than a phone. */
async function look(page: Page): Promise<{ found: string[]; sideways: number }> {
  const desk = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 844 });
  const sideways = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  await page.setViewportSize(desk);
  return { found: await axeFindings(page), sideways };
}
const fine = { found: [], sideways: 0 };

/** How many rejected rows still wait for somebody. */
async function waitingRejects(): Promise<number> {
  const text = 'select count(*)::int as n from rejects where replayed_at is null';
  const rows = await runStatement(stores.ledger, { name: 'waiting', text, row: z.object({ n: z.number() }) });
  return rows[0]!.n;
}

test('a first start without a district leads from the secret to the first hotspots in the browser', async () => {
  await expect.poll(() => line(/一次性口令：(\S+)/), { timeout: 60_000 }).toBeTruthy();
  const url = line(/民情已启动：(\S+)/)!;
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByTestId('setup').waitFor();
    expect(await look(page)).toEqual(fine);
    await page.getByLabel('一次性口令').fill(line(/一次性口令：(\S+)/)!);
    await page.getByLabel('姓名').fill('区管理员');
    await page.getByLabel('密码').fill(password);
    await page.getByRole('button', { name: '下一步' }).click();

    expect(await look(page)).toEqual(fine);
    const give = (name: string, buffer: Buffer) =>
      page.getByTestId('ward-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    // The examples that the page offers are taken as they are; the national codes name the district by themselves.
    for (const [link, read] of [
      ['示例：街镇、居村两列', '读到 2 个街镇、3 个居村'],
      ['示例：国家区划代码', '读到 2 个街镇、3 个居村'],
    ] as const) {
      const address = await page.getByRole('link', { name: link }).getAttribute('href');
      await give('示例.csv', Buffer.from(await (await fetch(url + address)).arrayBuffer()));
      await page.getByText(read).waitFor();
    }
    await expect.poll(() => page.getByLabel('区县名称').inputValue()).toBe('示例区');
    await expect.poll(() => page.getByLabel('6 位区划代码').inputValue()).toBe('990100');
    // What is wrong is told by row and column; the rest is shown.
    await give('错表.csv', Buffer.from('街镇,居村,户数\n淞南镇,新梅社区,约一千\n,富锦社区,900\n'));
    await page.getByText('第 2 行“户数”列：“约一千”不是整数，按 0 计').waitFor();
    await page.getByText('读到 1 个街镇、2 个居村').waitFor();
    // Codes of a table of names follow the district's, also when that is told last.
    await give('名录.xlsx', await wardSheet());
    await page.getByText('读到 2 个街镇、3 个居村').waitFor();
    expect(await look(page)).toEqual(fine);
    await page.getByLabel('区县名称').fill('测试区');
    await page.getByLabel('6 位区划代码').fill('990113');
    await page.getByRole('button', { name: '下一步' }).click();

    await page.getByLabel('第 1 个单位').waitFor();
    expect(await look(page)).toEqual(fine);
    const before = await page.getByLabel('第 2 个单位').inputValue();
    await page.getByRole('button', { name: `删去 ${before}` }).click();
    await page.getByRole('button', { name: '放回' }).click();
    await expect.poll(() => page.getByLabel('第 2 个单位').inputValue()).toBe(before);
    await page.getByLabel('第 1 个单位').fill('测试区房管局');
    // Left in the middle and opened again: nothing has to be said twice.
    await page.goto(url);
    await expect.poll(() => page.getByLabel('第 1 个单位').inputValue()).toBe('测试区房管局');
    await page.getByRole('button', { name: '建立' }).click();
    await page.getByTestId('data-file').waitFor({ timeout: 60_000 });
    expect(await look(page)).toEqual(fine);

    const posts = join(folder, 'posts.jsonl');
    const rows = somePosts(120).map((post) => ({
      ...post,
      publishedAt: new Date(Date.now() - 3_600_000).toISOString(),
    }));
    await writeFile(posts, rows.map((row) => JSON.stringify(row)).join('\n'));
    await page.getByTestId('data-file').setInputFiles(posts);
    await page.getByText(/读取 120 行：收下 1\d\d/).waitFor({ timeout: 60_000 });

    // Dates of which nothing tells whether day or month leads: the person says it, and the file need not be given again.
    await page.setViewportSize({ width: 360, height: 740 });
    const short = '工单编号,主要内容,受理时间\nd1,路灯坏了很久没有人修,03/02/26\nd2,井盖松动,05/04/26\n';
    await page
      .getByTestId('data-file')
      .setInputFiles({ name: '短日期.csv', mimeType: 'text/csv', buffer: Buffer.from(short) });
    await page.getByText('读取 2 行：收下 0，拒收 2').waitFor({ timeout: 60_000 });
    const order = page.getByTestId('date-order');
    expect(await order.innerText()).toContain('2 行的日期看不出日和月的先后');
    expect(await look(page)).toEqual(fine);
    await order.getByRole('button', { name: '2020 年 1 月 12 日' }).click();
    await page.getByText('读取 2 行：收下 2，拒收 0').waitFor({ timeout: 60_000 });
    expect(await order.count()).toBe(0);
    expect(await waitingRejects()).toBe(0);
    await page.setViewportSize({ width: 1280, height: 720 });

    await page.getByRole('link', { name: '看热点' }).click();
    await page.getByTestId('hot-row').first().waitFor({ timeout: 90_000 });
    expect(await page.getByTestId('hot-row').count()).toBeGreaterThan(0);
  } finally {
    await browser.close();
  }
  const lines = await listAudit(stores.ledger, { actorId: '', action: '', from: null, to: null, beforeId: null }, 50);
  expect(lines.map(({ action }) => action)).toEqual(expect.arrayContaining(['district.create', 'import.start']));
});
