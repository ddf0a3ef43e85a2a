import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '#dashboard/testing/browser.ts';
import { openPage } from '#dashboard/testing/open-page.ts';
import { ownStores } from '#warehouse/testing/own-stores.ts';
import { startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';

/** What a person sees while a database is killed under the pages, and that they need not do anything. */
const stores = await ownStores();
await two.fillTwoWards(stores);
const desk = two.deskOf(stores);
const context = await testContext(stores, {
  district: two.district,
  policy: desk.policy,
  now: () => new Date(two.now.getTime() + 120_000),
  dashboardDir: fileURLToPath(new URL('../../dashboard/dist', import.meta.url)),
});
const api = await startApi(context, desk, { host: '127.0.0.1', port: 0 });
const browser = await launchBrowser();
afterAll(async () => {
  await browser.close();
  await api.close();
});
const cookie = await cookieOf(stores, { role: 'district_admin', display_name: '区管理员' });
const calm = '数据库暂时连不上，稍后会自动恢复';

/** A page of somebody who is signed in. */
async function enter(path: string) {
  const page = await openPage(browser, api.url, { cookie });
  onTestFinished(() => page.context().close());
  await page.goto(api.url + path);
  return page;
}

const asked = (): Promise<Response> => fetch(`${api.url}/api/hotspots`, { headers: { cookie } });
/** Looks at what the pages say while a store is killed whenever it comes. */
async function whileAway(store: 'clickhouse' | 'postgres', look: () => Promise<void>): Promise<void> {
  const leaveAlone = stores.keepAway(store);
  try {
    await expect.poll(async () => (await asked()).status).toBe(503);
    await look();
  } finally {
    leaveAlone();
  }
}

const rows = (page: Page) => page.getByTestId('hot-row');

test('A page that was opened while ClickHouse was away says so, and has its rows once it is back', async () => {
  const page = await enter('/');
  await rows(page).first().waitFor();
  await whileAway('clickhouse', async () => {
    await page.getByRole('link', { name: '热点' }).first().click();
    await page.getByText(calm).first().waitFor();
  });
  await rows(page).first().waitFor();
  await expect.poll(() => page.getByText(calm).count()).toBe(0);
});

test('An address that was opened while PostgreSQL was away says so, and is there once it is back', async () => {
  const page = await enter('/');
  await rows(page).first().waitFor();
  await whileAway('postgres', async () => {
    await page.goto(`${api.url}/hotspots`);
    await page.getByText(calm).waitFor();
  });
  await page.waitForURL(`${api.url}/hotspots`);
  await rows(page).first().waitFor();
  expect(await page.getByText(calm).count()).toBe(0);
});
