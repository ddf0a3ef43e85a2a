import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from '#dashboard/testing/axe-findings.ts';
import { launchBrowser } from '#dashboard/testing/browser.ts';
import { openPage } from '#dashboard/testing/open-page.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { DocumentList } from '../contract/documents.ts';
import type { WardNode } from '../contract/names.ts';
import { IMPORT_TYPE } from '../http/imports.controller.ts';
import { keepRunning } from '../testing/keep-running.ts';
import { district } from '../testing/two-wards.ts';

/** 区管理员 at the district's own data, in the browser and without a mouse. */
const stores = await freshStores();
const running = keepRunning(stores, { ...district, sources: [] });
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function enter(path: string): Promise<Page> {
  const page = await openPage(browser, running.url, { cookie: running.cookie });
  await page.goto(running.url + path);
  return page;
}

async function communities(): Promise<string[]> {
  const answer = await fetch(`${running.url}/api/wards`, { headers: { cookie: running.cookie } });
  return ((await answer.json()) as WardNode[]).filter(({ level }) => level === 'community').map(({ name }) => name);
}
/** Waits for the product that has started anew with these names; while it does, nobody answers. */
const named = (names: readonly string[]): Promise<void> =>
  expect.poll(() => communities().catch(() => []), { timeout: 90_000, interval: 500 }).toEqual(names);
/** What the filter bar of the overview offers below the street, to a page that is opened now. */
async function offered(): Promise<string[]> {
  const page = await enter('/?ward=990113001');
  const shown = page.getByTestId('ward-path').locator('option');
  await shown.nth(1).waitFor({ state: 'attached' });
  const [, ...names] = await shown.allTextContents();
  await page.context().close();
  return names;
}
/** The whole product starts anew twice, beside whatever else the machine does. */
const twoStarts = { timeout: 240_000 };

test(
  'A ward is renamed and given an alias by keyboard alone, holds on the overview, and is undone',
  twoStarts,
  async () => {
    const page = await enter('/settings/wards');
    const { keyboard } = page;
    await page.locator('[data-ward="990113001001"]').waitFor();
    expect(await axeFindings(page)).toEqual([]);

    await page.getByTestId('ward-table').focus();
    await keyboard.press('Tab');
    await expect.poll(() => page.locator('[data-ward="990113001"]').evaluate((at) => at.matches(':focus'))).toBe(true);
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    const form = page.getByTestId('ward-chosen');
    await form.getByRole('heading', { name: '博学社区' }).waitFor();
    await keyboard.press('Tab');
    await expect.poll(() => page.getByTestId('ward-name').evaluate((at) => at.matches(':focus'))).toBe(true);
    await keyboard.press('Control+A');
    await keyboard.insertText('博雅社区');
    await keyboard.press('Tab');
    await keyboard.insertText('博学社区、博学家园');
    await keyboard.press('Tab');
    await page.locator('[data-ward="990113001001"]').getByText('博雅社区').waitFor();

    await page.getByTestId('setting-try').press('Enter');
    const told = page.getByTestId('setting-preview').locator('td');
    await expect.poll(async () => (await told.allTextContents()).join()).toMatch(/博雅社区.*博学家园/s);
    await keyboard.press('Tab');
    await page.getByTestId('setting-save').press('Enter');
    await page.getByTestId('setting-history').getByText('区管理员').waitFor();
    await named(['博雅社区', '邻舍社区']);
    expect(await offered()).toEqual(['博雅社区', '邻舍社区']);

    await page.goto(`${running.url}/settings/wards`);
    const back = page.getByTestId('setting-history').getByRole('button');
    await back.press('Enter');
    await back.press('Enter');
    await named(['博学社区', '邻舍社区']);
    expect(await offered()).toEqual(['博学社区', '邻舍社区']);
    await page.context().close();
  },
);

test('The departments have nothing that axe finds', async () => {
  const page = await enter('/settings/departments');
  await page.getByTestId('unit-row').nth(1).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.context().close();
});

test('A pick in a dialog is typed for, walked and taken by keyboard; Esc closes its list and then the dialog', async () => {
  const page = await enter('/accounts');
  const { keyboard } = page;
  await page.getByTestId('account-new').press('Enter');
  const form = page.getByTestId('account-form');
  await form.getByRole('combobox', { name: '角色' }).selectOption('committee');
  const pick = form.getByRole('combobox', { name: '范围' });
  const listed = () => expect.poll(() => page.locator('.pick-list').getByRole('option').allTextContents());

  await pick.focus();
  await keyboard.press('ArrowDown');
  await listed().toEqual(['博学社区', '邻舍社区']);
  await keyboard.insertText('社区');
  await listed().toEqual(['博学社区', '邻舍社区']);
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect.poll(() => pick.inputValue()).toBe('邻舍社区');
  await listed().toEqual([]);

  await keyboard.press('ArrowDown');
  await listed().toHaveLength(2);
  await keyboard.press('Escape');
  await listed().toEqual([]);
  expect(await form.count()).toBe(1);
  expect(await pick.inputValue()).toBe('邻舍社区');
  await keyboard.press('Escape');
  await expect.poll(() => form.count()).toBe(0);
  await page.context().close();
});

test('The menu below one’s own name opens, leads on and closes by keyboard', async () => {
  const page = await enter('/');
  const { keyboard } = page;
  const menu = page.getByTestId('user-menu');
  const sheet = page.locator('.user-sheet');
  await menu.press('Enter');
  await sheet.waitFor();
  await keyboard.press('Escape');
  await expect.poll(() => sheet.count()).toBe(0);
  await expect.poll(() => menu.evaluate((at) => at.matches(':focus'))).toBe(true);

  await keyboard.press('Enter');
  const first = sheet.getByRole('link').first();
  await expect.poll(() => first.evaluate((at) => at.matches(':focus'))).toBe(true);
  const to = await first.getAttribute('href');
  await keyboard.press('Enter');
  await page.waitForURL(running.url + to);
  await expect.poll(() => sheet.count()).toBe(0);
  await page.context().close();
});

const POSTS = ['月牙湾停水三天了没有人管', '月牙湾的路灯不亮了很久'];
/** 区划调整, as the civil affairs office sends it: an estate that was nobody's, and a committee that is founded. */
const TABLE = '街镇,居村,小区\n北干街道,博学社区,月牙湾\n北干街道,邻舍社区,\n北干街道,新桥社区,新桥苑\n';

/** Asks until the answer is there; while the product starts anew, nobody answers. */
const answered = <T>(path: string, read: (answer: T) => unknown, expected: unknown): Promise<void> => {
  const ask = async (): Promise<unknown> =>
    read((await (await fetch(`${running.url}/api/${path}`, { headers: { cookie: running.cookie } })).json()) as T);
  return expect.poll(() => ask().catch(() => undefined), { timeout: 90_000, interval: 500 }).toEqual(expected);
};
const openOf = (wards: WardNode[]): string[] =>
  wards.filter((one) => one.level === 'community' && !one.isClosed).map(({ name }) => name);
const titlesOf = ({ rows }: DocumentList): string[] => rows.map(({ title }) => title).toSorted();

test(
  'A table of changed wards finds the place of what had none, and lists show the wards of today',
  twoStarts,
  async () => {
    const lines = POSTS.map((text, n) =>
      JSON.stringify({ id: `p${n}`, title: text, text, time: new Date().toISOString() }),
    );
    const sent = await fetch(`${running.url}/api/imports/posts?name=posts.jsonl`, {
      method: 'POST',
      headers: { cookie: running.cookie, 'content-type': IMPORT_TYPE, 'x-minqing': '1', origin: running.url },
      body: lines.join('\n'),
    });
    expect(sent.status).toBe(202);
    await answered('documents?ward=none', titlesOf, POSTS.toSorted());

    const page = await enter('/settings/wards');
    await page
      .getByTestId('ward-table')
      .and(page.locator('input'))
      .setInputFiles({
        name: '居村名录.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(TABLE),
      });
    await page.locator('[data-ward]').getByText('新桥社区').waitFor();
    await page.locator('[data-ward="990113001002"]').click();
    await page.getByTestId('ward-chosen').getByRole('heading', { name: '邻舍社区' }).waitFor();
    await page.getByTestId('ward-close').click();
    await page.getByTestId('ward-draw').click();
    await page.getByTestId('setting-try').click();
    await page.getByTestId('setting-preview').getByText('将重新定位 2 件').waitFor();
    await page.getByTestId('setting-save').click();
    await page.getByTestId('setting-history').getByText('区管理员').first().waitFor();

    await answered('wards', openOf, ['博学社区', '新桥社区']);
    await answered('documents?ward=990113001001', titlesOf, POSTS.toSorted());
    expect(await offered()).toEqual(['博学社区', '新桥社区']);
    await page.goto(`${running.url}/sources`);
    await page.getByTestId('relocation').getByText('2 件未定位的诉求中，2 件已归到居村').waitFor();
    await page.context().close();
  },
);
