import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Locator } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { axeFindings } from '#dashboard/testing/axe-findings.ts';
import { launchBrowser } from '#dashboard/testing/browser.ts';
import { openPage } from '#dashboard/testing/open-page.ts';
import { saveSetting } from '#jobs/settings/save-setting.ts';
import { rosterSetting } from '#jobs/alerts/settings/roster-setting.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';

/** The duty roster of a unit, as the one who keeps it writes it: in the browser, over real stores. */
const stores = await freshStores();
const desk = two.deskOf(stores);
const context = await testContext(stores, {
  district: two.district,
  policy: desk.policy,
  // Saturday 2020-12-12, 12:02 in Beijing.
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

/** The roster setting, as whoever opens it now is told. */
async function kept(): Promise<{ version: number; value: unknown }> {
  const answer = await fetch(`${api.url}/api/settings/roster`, { headers: { cookie } });
  return (await answer.json()) as { version: number; value: unknown };
}

async function enter(options: BrowserContextOptions = {}) {
  const page = await openPage(browser, api.url, { cookie, ...options });
  await page.goto(`${api.url}/settings/roster`);
  const part = (heading: string): Locator =>
    page.locator('form section').filter({ has: page.getByRole('heading', { name: heading, exact: true }) });
  return Object.assign(page, {
    people: part('人员'),
    turns: part('每周班次'),
    periods: part('请假'),
    week: page.getByTestId('roster-week'),
    preview: page.getByTestId('setting-preview'),
  });
}

const words = (cells: Locator): Promise<string> =>
  cells.allTextContents().then((all) => all.join(' ').replaceAll(/\s+/g, ' '));

const jiaojing = {
  unit: 'jiaojing',
  people: [
    { id: 'p1', name: '张科长', channels: [{ kind: 'email', to: 'zhang@example.org' }] },
    { id: 'p2', name: '李副科长', channels: [] },
  ],
  turns: [{ days: [1, 2, 3, 4, 5, 6], from: '22:00', to: '06:00', people: ['p2', 'p1'] }],
  handOvers: [{ from: '2020-12-12T12:00', to: '2020-12-12T22:00', people: ['p2'] }],
  leaders: [],
  leave: [{ person: 'p1', from: '2020-12-12', to: '2020-12-12' }],
};

test('The roster of a unit is written, told what is wrong with it, tried out, saved, changed, and undone', async () => {
  const page = await enter();
  const { people, turns, periods, week, preview } = page;
  await page.getByText('还没有值班表').waitFor();
  await page.getByRole('combobox', { name: '加一个单位或区域' }).click();
  await page.getByRole('option', { name: '交警支队' }).click();

  for (const [at, name] of ['张科长', '李副科长'].entries()) {
    await page.getByTestId('roster-person').click();
    await people.getByRole('textbox', { name: '姓名' }).nth(at).fill(name);
  }
  await people.getByRole('combobox', { name: '加联系方式' }).first().selectOption('email');
  await people.getByLabel('邮箱').fill('zhang@example.org');

  // Friday to Saturday nights too, into the morning after.
  await turns.getByRole('button', { name: '加一个班次' }).click();
  await turns.getByRole('button', { name: '周六' }).click();
  await turns.getByLabel('从', { exact: true }).fill('22:00');
  await turns.getByLabel('到', { exact: true }).fill('06:00');
  await turns.getByText('到第二天').waitFor();
  await turns.getByRole('button', { name: '去掉 张科长' }).click();
  for (const name of ['李副科长', '张科长']) await turns.getByLabel('加一个人').selectOption(name);
  await expect
    .poll(() => words(week.locator('li').nth(4)))
    .toMatch(
      /周五 12-11 ?00:00–06:00 ?李副科长 ?› 张科长 ?06:00–22:00 ?张科长 ?› 李副科长 ?22:00–24:00 ?李副科长 ?› 张科长/,
    );

  await periods.getByRole('button', { name: '加请假' }).click();
  await expect.poll(() => words(week.locator('li').nth(5))).toMatch(/00:00–24:00 ?李副科长.*张科长 请假/);
  await periods.getByRole('button', { name: '加交接' }).click();
  const [from, to] = ['从', '到'].map((edge) => periods.getByLabel(edge, { exact: true }).last());
  await from!.fill('2020-12-12T12:00');
  await to!.fill('2020-12-12T11:00');
  await periods.getByLabel('加一个人').selectOption('李副科长');
  expect(await axeFindings(page)).toEqual([]);

  await page.getByTestId('setting-try').click();
  await preview.getByText('交警支队：2020-12-12 12:00 的交接须晚于开始才结束').waitFor();
  expect(await page.getByTestId('setting-save').count()).toBe(0);
  await to!.fill('2020-12-12T22:00');
  await expect.poll(() => week.locator('.handed').count()).toBe(1);
  await page.getByTestId('setting-try').click();
  await preview.getByText('此刻的呼叫次序：1 个单位会改变。').waitFor();
  await expect
    .poll(() => words(preview.locator('table').last().locator('tbody tr')))
    .toMatch(/交警支队 ?无人 ?李副科长/);
  await page.getByLabel(/为什么改/).fill('排班');
  await page.getByTestId('setting-save').click();
  await page.getByTestId('setting-history').getByText('排班').waitFor();
  expect(await kept()).toMatchObject({ version: 1, value: { units: [jiaojing] } });

  // Whoever goes is taken out of plan, hand-overs and leave; a draft that is dropped leaves everything as it was.
  await people.getByRole('button', { name: '删除第 1 行' }).click();
  await expect.poll(() => periods.getByRole('combobox', { name: '姓名' }).count()).toBe(0);
  await expect.poll(() => turns.getByRole('button', { name: '去掉 张科长' }).count()).toBe(0);
  await page.getByRole('button', { name: '放弃改动' }).click();
  await turns.getByRole('button', { name: '去掉 张科长' }).waitFor();
  expect(await people.getByRole('textbox', { name: '姓名' }).first().inputValue()).toBe('张科长');

  await people.getByRole('button', { name: '第 2 行上移' }).click();
  await periods.getByRole('button', { name: '删除第 1 行' }).last().click();
  await page.getByTestId('setting-try').click();
  await page.getByTestId('setting-save').click();
  await page.getByTestId('setting-history').getByText('第 2 版').waitFor();
  expect(await kept()).toMatchObject({
    version: 2,
    value: { units: [{ ...jiaojing, people: [...jiaojing.people].reverse(), handOvers: [] }] },
  });

  const back = page.getByTestId('setting-history').getByRole('button');
  await back.first().click();
  await back.first().click();
  await expect.poll(kept).toMatchObject({ version: 3, value: { units: [jiaojing] } });
  await expect.poll(() => week.locator('.handed').count()).toBe(1);
  await back.last().click();
  await back.last().click();
  await page.getByText('还没有值班表').waitFor();
  expect(await kept()).toMatchObject({ version: 4, value: { units: [] } });
  await page.context().close();
});

test('The roster fits a phone', async () => {
  await saveSetting({ ledger: stores.ledger, district: two.district }, rosterSetting, {
    body: { units: [jiaojing] },
    expectedVersion: (await kept()).version,
    by: { id: '1', name: '管理员' },
    note: '',
    now: two.now,
  });
  // The page tells what the server has heard of.
  await expect.poll(kept).toMatchObject({ value: { units: [jiaojing] } });
  const page = await enter({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await page.week.waitFor();
  expect(
    await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  ).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await page.context().close();
});
