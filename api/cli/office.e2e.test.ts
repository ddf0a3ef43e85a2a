import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { axeFindings } from '#dashboard/testing/axe-findings.ts';
import { launchBrowser } from '#dashboard/testing/browser.ts';
import { measureVitals, type Vitals } from '#dashboard/testing/measure-vitals.ts';
import { openPage, phone } from '#dashboard/testing/open-page.ts';
import { openQueuePool } from '#jobs/queue/queue-pool.ts';
import { jobContracts, type JobHandlers } from '#jobs/queue/contracts.ts';
import { openQueue } from '#jobs/queue/queue.ts';
import { runWorkers } from '#jobs/queue/run-workers.ts';
import { createRenderPool } from '#jobs/reports/render/render-pool.ts';
import { unzip } from '#jobs/reports/testing/unzip.ts';
import { countReports } from '#jobs/reports/workflow/count-report.ts';
import { writeZip } from '#jobs/sheets/zip.ts';
import { listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { settingRegistry } from '#jobs/settings/registry.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { SESSION_COOKIE } from '../http/session.ts';
import { wardsOf } from '../pages/names.ts';
import { startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';

/** The built pages over real stores: what an office does in a day, and what it must never see. */
const stores = await freshStores();
const hostile = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';
const bidi = '\u202Ereversed\u2066';
const emoji = '\u{1F600}'.repeat(10_000);
await two.fillTwoWards(stores);
await two.storeEvent(
  stores,
  'event-hostile',
  [
    two.ownPost('own-30', `${hostile}${bidi}`),
    two.ownPost('own-31', `表情 ${emoji}`),
    two.ownPost('own-32', '普通一件'),
  ],
  { title: `${hostile}${bidi}`, place: '育才路' },
);
await two.rankNow(stores, new Date(two.now.getTime() + 60_000));
const desk = two.deskOf(stores);
const context = await testContext(stores, {
  district: two.district,
  policy: desk.policy,
  now: () => new Date(two.now.getTime() + 120_000),
  dashboardDir: fileURLToPath(new URL('../../dashboard/dist', import.meta.url)),
});
const queuePool = await openQueuePool(stores.ledger.url);
const [queue, rendering] = [openQueue(queuePool), createRenderPool(1)];
const jiaojing = { departments: ['jiaojing'], kinds: [], about: 'any', ward: '', toSubject: false } as const;
Object.assign(context, { queue, rendering });
Object.assign(context.reports, {
  district: two.district,
  wards: wardsOf(two.district),
  now: context.now,
  distribution: () => ({
    rules: [{ ...jiaojing, accounts: [], mails: [] }],
    formats: ['docx'],
    attachUpToMb: 8,
  }),
});
const api = await startApi(context, desk, { host: '127.0.0.1', port: 0 });
const browser = await launchBrowser();
afterAll(async () => {
  await browser.close();
  await api.close();
  await Promise.all([rendering.close(), queue.close()]);
  await queuePool.end();
});
const cookies = {
  admin: await cookieOf(stores, { role: 'district_admin', display_name: '区管理员' }),
  chief: await cookieOf(stores, { role: 'district_admin', username: 'chief', display_name: '主任' }),
  committee: await cookieOf(stores, { role: 'committee', wards: [two.own.ward] }),
  handler: await cookieOf(stores, { role: 'handler', department_code: 'jiaojing', lines: ['公安交管'] }),
  wall: await cookieOf(stores, { role: 'wall' }),
};

/** A page of a signed-in person. */
async function enter(who: keyof typeof cookies, path: string, options: BrowserContextOptions = {}) {
  const page = await openPage(browser, api.url, { cookie: cookies[who], ...options });
  await page.goto(api.url + path);
  return page;
}

/** By how many pixels a page is wider than its window. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe('Every page of the office', () => {
  test.each([
    ['/settings/alerting', '[data-testid=setting-history]'],
    ['/accounts', '[data-testid=accounts]'],
    ['/audit', '[data-testid=audit-rows]'],
    ['/wall', '[data-testid=wall-alerts]'],
    ['/reports', '[data-testid=report-new]'],
    ['/sign-in', 'main.door form'],
    ['/no-such-page', 'main.lost'],
  ])('%s has no accessibility finding in any look, fits a phone and asks nobody else', async (path, sign) => {
    for (const options of [{}, phone]) {
      const page = await enter('admin', path, options);
      await page.locator(sign).first().waitFor();
      await page.waitForTimeout(300);
      expect(await axeFindings(page)).toEqual([]);
      expect([await sideways(page), page.faults]).toEqual([0, []]);
      await page.context().close();
    }
  });

  test('Every setting has no accessibility finding in any look', async () => {
    const page = await enter('admin', '/settings');
    for (const { kind } of settingRegistry) {
      await page.goto(`${api.url}/settings/${kind}`);
      await page.getByTestId('setting-history').waitFor();
      await expect.poll(() => page.locator('main .skeleton').count()).toBe(0);
      expect(await axeFindings(page)).toEqual([]);
    }
    expect(page.faults).toEqual([]);
    await page.context().close();
  });

  test('shows markup, direction marks and ten thousand emoji of a resident as text', async () => {
    const page = await enter('committee', '/events/event-hostile');
    await page.getByText('<script>window.broken=1</script>').first().waitFor();
    const withEmoji = page.getByTestId('document').filter({ hasText: '表情' });
    await expect.poll(() => withEmoji.textContent()).toContain(emoji.slice(0, 2_000));
    expect(await page.evaluate(() => 'broken' in globalThis)).toBe(false);
    const policy = (await fetch(api.url)).headers.get('content-security-policy')!;
    expect(policy.split(';')).toEqual(expect.arrayContaining(["script-src 'self'", "style-src 'self'"]));
    expect(policy).not.toMatch(/unsafe|nonce|\*/);
    expect(await page.locator('main img').count()).toBe(0);
    expect([await sideways(page), page.faults]).toEqual([0, []]);
    await page.context().close();
  });
});

describe('A phone on a slow line', () => {
  test.each([
    {
      path: '/',
      sign: '[data-testid=hot-row]',
      taps: ['.seg button:nth-child(3)', '[data-testid=tile-documents] button'],
    },
    { path: '/hotspots', sign: '[data-testid=hot-row]', taps: ['[data-testid=hot-row] .volume button'] },
    { path: '/inbox', sign: '[data-testid=inbox-row]', taps: ['[data-testid=inbox-row]'] },
    { path: '/sources', sign: '[data-testid=sources]', taps: ['.help:visible'] },
  ])('sees $path within 1.5 s, is answered within 100 ms, and nothing moves under the finger', async (visit) => {
    const cookie = { name: SESSION_COOKIE, value: cookies.admin.slice(SESSION_COOKIE.length + 1) };
    // The line is slow and the processor is not: a test machine that does other things is slow by itself (bench vitals).
    const look = (): Promise<Vitals> => measureVitals(browser, { ...visit, url: api.url, cookie, slowdown: 1 });
    const looks: Vitals[] = [];
    const best = (key: keyof Vitals): number => Math.min(...looks.map((one) => one[key] ?? Infinity));
    const holds = (): boolean => best('lcp') <= 1500 && best('inp') <= 100 && best('cls') <= 0.05;
    while (looks.length < 5 && !holds()) looks.push(await look());
    expect({ holds: holds(), looks }).toMatchObject({ holds: true });
  });
});

describe('What is on a page', () => {
  test('stands in its export, row by row, below the filter', async () => {
    const page = await enter('admin', '/hotspots');
    const shown = (): Promise<string[]> => page.getByTestId('hot-row').locator('a.title').allTextContents();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('export-hotspots-csv').click(),
    ]);
    const csv = readFileSync((await download.path())!, 'utf8');
    const [filter, header, ...rows] = csv.replace('\uFEFF', '').trim().split('\r\n');
    expect(filter).toContain('滨江区 · 近 7 天');
    expect(header).toMatch(/^名次,热点,地点/);
    await expect.poll(async () => (await shown()).length).toBe(rows.length);
    for (const [i, title] of (await shown()).entries())
      expect(rows[i]).toContain(title.trim().slice(0, 8).replaceAll('"', '""'));
    await page.context().close();
  });

  test('opens from its link for somebody else within their own scope only', async () => {
    const link = '/hotspots?ward=990113001&topic=08';
    const admin = await enter('admin', link);
    await admin.getByText(two.neighbour.word).first().waitFor();
    const other = await enter('committee', link);
    await other.getByTestId('hot-row').first().waitFor();
    expect(await other.locator('main').textContent()).not.toContain('邻舍');
    await expect.poll(() => other.getByTestId('filter-chip').textContent()).toContain('交通出行');
    await Promise.all([admin.context().close(), other.context().close()]);
  });

  test('is nothing behind a link to a ward outside one’s scope, which says so and leads back to one’s own', async () => {
    const page = await enter('committee', `/hotspots?ward=${two.neighbour.ward}&days=30`);
    const path = page.getByTestId('ward-path');
    await path.getByText('不在您范围内的区域').waitFor();
    expect(await page.getByTestId('hot-row').count()).toBe(0);
    await path.getByRole('button', { name: '滨江区' }).click();
    await page.waitForURL(`${api.url}/hotspots?days=30`);
    await page.getByTestId('hot-row').first().waitFor();
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
});

describe('A department', () => {
  test('signs, replies and resolves on a phone by touch', async () => {
    const page = await enter('handler', '/inbox', phone);
    await page.getByTestId('inbox-row').first().tap();
    await page.getByTestId('action-acknowledge').tap();
    await page.getByText(/签收成功/).waitFor();
    await page.getByTestId('action-reply').tap();
    await page.getByRole('radio', { name: '已解决' }).check();
    await page.getByTestId('action-note').fill('已现场疏导。');
    await page.getByTestId('action-submit').tap();
    await page.getByText(/回复成功/).waitFor();
    await page.getByTestId('action-resolve').tap();
    await page.getByTestId('action-note').fill('已办结。');
    await page.getByTestId('action-submit').tap();
    await page.getByText(/办结成功/).waitFor();
    const stored = await listAlerts(stores.ledger, systemScope, { state: 'all' }, { limit: 9 });
    expect(stored.filter(({ state }) => state === 'resolved')).toHaveLength(1);
    await page.context().close();
  });

  test('loses no alert and sees none twice when the line drops and comes back', async () => {
    const page = await enter('handler', '/inbox');
    await page.getByTestId('inbox-row').first().waitFor();
    const before = await page.getByTestId('inbox-row').count();
    await page.context().setOffline(true);
    const posts = [40, 41, 42].map((n) => two.ownPost(`own-${n}`, '断线时来的事'));
    await two.storeEvent(stores, 'event-dropped', posts, { title: '断线时来的事', place: '横五路' });
    await two.rankNow(stores, new Date(two.now.getTime() + 180_000));
    await page.context().setOffline(false);
    await expect.poll(() => page.getByTestId('inbox-row').count(), { timeout: 45_000 }).toBe(before + 1);
    expect(await page.getByTestId('inbox-row').filter({ hasText: '断线时来的事' }).count()).toBe(1);
    await page.context().close();
  });
});

test('An administrator tries a threshold out, saves it with a reason, and undoes it', async () => {
  const page = await enter('admin', '/settings/alerting');
  await page.getByLabel('发出预警的热度').fill('70');
  await page.getByTestId('setting-try').click();
  await page.getByTestId('setting-preview').getByText('发出预警的热度').waitFor();
  await page.getByLabel(/为什么改/).fill('汛期');
  await page.getByTestId('setting-save').click();
  await page.getByTestId('setting-history').getByText('汛期').waitFor();
  const undo = page.getByTestId('setting-history').getByRole('button').last();
  await undo.click();
  await undo.click();
  await expect.poll(() => page.getByLabel('发出预警的热度').inputValue()).toBe('1');
  await page.context().close();
});

test('A filter is named, opened on another page, named anew, deleted, taken back and deleted', async () => {
  const page = await enter('admin', '/hotspots?ward=990113001&topic=08&days=30');
  await expect.poll(() => page.getByTestId('filter-chip').textContent()).toContain('交通出行');
  await page.getByTestId('views').press('Enter');
  await expect.poll(() => page.getByTestId('view-name').inputValue()).toBe('北干街道 · 交通出行 · 近 30 天');
  await page.getByTestId('view-name').fill('北干交通');
  await page.getByTestId('view-name').press('Enter');
  const view = page.getByTestId('view');
  await view.getByRole('link', { name: '北干交通' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await page.goto(`${api.url}/`);
  await page.getByTestId('views').click();
  await view.getByRole('link', { name: '北干交通' }).click();
  await page.waitForURL(`${api.url}/?ward=990113001&topic=08&days=30`);
  await expect.poll(() => page.getByTestId('filter-chip').textContent()).toContain('交通出行');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);

  await page.getByTestId('views').click();
  await view.getByRole('button', { name: '给 北干交通 改名' }).click();
  await view.getByRole('textbox').fill('本街交通');
  await view.getByRole('textbox').press('Enter');
  await view.getByRole('link', { name: '本街交通' }).waitFor();
  await view.getByRole('button', { name: '删除 本街交通', exact: true }).click();
  await page.getByText('还没有保存的视图').waitFor();
  await page.getByTestId('view-undo').click();
  await view.getByRole('link', { name: '本街交通' }).waitFor();
  await view.getByRole('button', { name: '删除 本街交通', exact: true }).click();
  await page.getByText('还没有保存的视图').waitFor();
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test('A page with nothing to show leads to all that may be seen, and from there to whether anything comes in', async () => {
  const page = await enter('admin', '/hotspots?ward=990113001&topic=17');
  const next = page.getByTestId('empty-next');
  await next.click();
  await page.waitForURL(`${api.url}/hotspots?days=90`);
  await page.getByTestId('hot-row').first().waitFor();
  await page.goto(`${api.url}/replies?days=90`);
  await next.click();
  await page.waitForURL(`${api.url}/sources`);
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test('A wall screen opens the wall and nothing else, and leads nowhere', async () => {
  const page = await enter('wall', '/hotspots');
  await page.getByTestId('wall').waitFor();
  expect(new URL(page.url()).pathname).toBe('/wall');
  expect(await page.locator('main a, main button').count()).toBe(0);
  expect(await page.locator('main').textContent()).not.toContain(two.neighbour.word);
  await page.context().close();
});

/** Counts reports that are asked for, as the product's jobs do, until it is closed. */
function countingJobs(): { close(): Promise<void> } {
  const idle = Object.fromEntries(Object.keys(jobContracts).map((name) => [name, async () => {}]));
  const handlers = {
    ...(idle as unknown as JobHandlers),
    'count-reports': ({ reportIds }: { reportIds: string[] }) => countReports(context.reports, reportIds),
  };
  return runWorkers(queuePool, handlers, context.log);
}

async function downloaded(page: Page, format: string): Promise<Buffer> {
  const link = page.locator(`nav.files a[href$="/files/${format}"]`);
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return readFileSync((await download.path())!);
}

/** As small a .docx as there is. */
const wordFile = (words: string): Buffer =>
  writeZip([
    { name: '[Content_Types].xml', data: '<Types/>' },
    {
      name: 'word/document.xml',
      data: `<w:document><w:body><w:p><w:r><w:t>${words}</w:t></w:r></w:p></w:body></w:document>`,
    },
  ]);

const opening = (page: Page) => page.locator('[data-paragraph]').first();

test('A monthly report is drafted, edited, counted again, reviewed, issued by another, downloaded, read and found', async () => {
  const jobs = countingJobs();
  onTestFinished(() => jobs.close());
  const sentence = '本月群众反映集中在育才路一带，请沿线单位早作安排';
  const clerk = await enter('admin', '/reports');
  await clerk.getByTestId('report-new').click();
  await clerk.getByTestId('report-period').selectOption('2020-12');
  await clerk.getByTestId('report-make').click();
  await opening(clerk).getByRole('button', { name: '修改这一段' }).click({ timeout: 60_000 });
  await clerk.getByRole('textbox').fill(sentence);
  await clerk.getByRole('button', { name: '保存', exact: true }).click();
  await opening(clerk).getByText(sentence).waitFor();
  expect(await axeFindings(clerk)).toEqual([]);

  await two.storeEvent(stores, 'event-later', [two.ownPost('own-50', '后来的事')], { title: '后来', place: '育才路' });
  const snapshot = () =>
    clerk
      .getByText(/统计编号/)
      .first()
      .textContent();
  const before = await snapshot();
  await clerk.getByRole('button', { name: '重新统计' }).click();
  await expect.poll(snapshot, { timeout: 60_000 }).not.toBe(before);
  await opening(clerk).getByText(sentence).waitFor();

  await clerk.getByTestId('report-submit').click();
  await clerk
    .getByTestId('report-second')
    .getByText(/须由另一位有签发权限的同事签发/)
    .waitFor();
  expect(await clerk.getByTestId('report-issue').count()).toBe(0);
  const { pathname } = new URL(clerk.url());
  const answer = await clerk.evaluate(async (at) => {
    const { version } = (await (await fetch(at)).json()) as { version: number };
    const body = JSON.stringify({ version, action: 'issue' });
    const response = await fetch(`${at}/actions`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    return `${response.status} ${await response.text()}`;
  }, `/api${pathname}`);
  expect(answer).toMatch(/^403 .*报告由您送审，须由另一位有签发权限的同事签发/);

  const chief = await enter('chief', pathname);
  await chief.getByTestId('report-issue').click();
  await chief.getByTestId('report-issue-sure').click();
  await chief.getByText('滨江区民情月报〔2020〕1号 · 2020年12月12日').waitFor();
  const word = await downloaded(chief, 'docx');
  expect(
    unzip(word)
      .get('word/document.xml')!
      .toString()
      .replaceAll(/<[^>]+>/g, ''),
  ).toContain(sentence);
  const pdf = await downloaded(chief, 'pdf');
  expect([pdf.subarray(0, 5).toString(), pdf.length > 10_000]).toEqual(['%PDF-', true]);

  await chief.goto(`${api.url}/reports`);
  await chief.getByTestId('report-templates').locator('summary').click();
  const give = (words: string): Promise<void> =>
    chief
      .getByTestId('template-monthly')
      .setInputFiles({ name: '红头.docx', mimeType: 'application/zip', buffer: wordFile(words) });
  await give('{{错}}');
  await chief.getByText('报告里没有“错”，请检查模板中的占位符').waitFor();
  await give('区委红头{{标题}}');
  await chief.getByTestId('report-templates').getByText('红头.docx').waitFor();
  await chief.goto(api.url + pathname);
  const link = chief.getByRole('link', { name: '本区模板 docx' });
  const [own] = await Promise.all([chief.waitForEvent('download'), link.click()]);
  expect(
    unzip(readFileSync((await own.path())!))
      .get('word/document.xml')!
      .toString(),
  ).toContain('区委红头关于滨江区2020年12月民情热点分析情况的报告');

  const unit = await enter('handler', '/inbox', phone);
  await unit.getByTestId('reports-to-read').locator('summary').tap();
  await unit.getByTestId('reports-to-read').getByRole('link').tap();
  await unit.getByTestId('report-read').tap();
  await expect.poll(() => unit.getByTestId('report-read').count()).toBe(0);
  await chief.reload();
  await chief
    .getByTestId('report-sent')
    .getByText(/^handler 已阅/)
    .waitFor();

  await chief.goto(`${api.url}/reports`);
  await chief.getByTestId('report-search').fill('育才路一带');
  await chief
    .getByTestId('reports')
    .getByText(/本月群众反映集中在育才路一带/)
    .waitFor();
  await chief.getByTestId('report-search').fill('一带育才路');
  await chief.getByText('没有找到符合的报告').waitFor();
  expect([clerk, chief, unit].flatMap(({ faults }) => faults)).toEqual([]);
  await Promise.all([clerk, chief, unit].map((page) => page.context().close()));
});
