import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from '#dashboard/testing/axe-findings.ts';
import { launchBrowser } from '#dashboard/testing/browser.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { WardNode } from '../contract/names.ts';
import { SESSION_COOKIE } from '../http/session.ts';
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
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([
    { name: SESSION_COOKIE, value: running.cookie.slice(SESSION_COOKIE.length + 1), url: running.url },
  ]);
  const page = await context.newPage();
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
