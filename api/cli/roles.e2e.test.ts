import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { launchBrowser } from '#dashboard/testing/browser.ts';
import { desktop, openPage, phone } from '#dashboard/testing/open-page.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { createPersonas } from '../accounts/personas.ts';
import { startApi } from '../start-api.ts';
import { cookieOf, testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';

/** The one thing that each role is there for, as its demo person: sign in, see the own first page, do it. */
const stores = await freshStores();
await two.fillTwoWards(stores);
await createPersonas(stores.ledger, two.district);
const desk = two.deskOf(stores);
const at = two.now.getTime() + 120_000;
const context = await testContext(stores, {
  district: two.district,
  policy: desk.policy,
  now: () => new Date(at),
  replay: { now: () => at, start: () => {}, speed: () => 1, until: new Date(at).toISOString() },
  dashboardDir: fileURLToPath(new URL('../../dashboard/dist', import.meta.url)),
});
const api = await startApi(context, desk, { host: '127.0.0.1', port: 0 });
const browser = await launchBrowser();
afterAll(async () => {
  await browser.close();
  await api.close();
});
/** Signs a demo person in with one press, from the bare address, and waits for their first page. */
async function signIn(persona: string, firstPath: string, options = desktop) {
  const page = await openPage(browser, api.url, options);
  await page.goto(api.url);
  await page.getByTestId(`persona-${persona}`).press('Enter');
  await page.waitForURL(api.url + firstPath);
  return page;
}

/** The page of somebody who has no demo person, at `path`. */
async function enterAs(facts: Parameters<typeof cookieOf>[1], path: string) {
  const page = await openPage(browser, api.url, { cookie: await cookieOf(stores, facts) });
  await page.goto(api.url + path);
  return page;
}

/** The alert about the matter of one committee, opened from the inbox. */
async function openAlert(page: Page, matter = two.own.word): Promise<void> {
  await page.goto(`${api.url}/inbox?box=all`);
  await page.getByTestId('inbox-row').filter({ hasText: matter }).first().click();
  // A wide screen shows the first alert before it is chosen: the address alone tells that the click was taken.
  await page.waitForURL(/\/inbox\/[^/?]+/);
  await page.getByTestId('alert-detail').getByText(matter).first().waitFor();
}

const succeeded = (page: Page, action: string): Promise<void> => page.getByText(`${action}成功：`).waitFor();

test('区社建办 goes from the district’s number to the posts behind it and back, and urges the unit that is due', async () => {
  const page = await signIn('district', '/');
  await page.getByRole('button', { name: /交通出行/ }).click();
  await expect.poll(() => page.getByTestId('filter-chip').textContent()).toContain('交通出行');
  await page.goto(`${api.url}/hotspots?topic=08`);
  const wards = page.getByTestId('rank-total');
  await wards.getByRole('button', { name: '北干街道', exact: true }).click();
  await wards.getByRole('button', { name: /博学社区的原帖/ }).click();
  await expect.poll(() => page.getByTestId('posts-total').textContent()).toContain('4 件');
  await expect.poll(() => page.getByTestId('document').count()).toBe(4);
  await page.goBack();
  await expect.poll(() => page.getByTestId('posts-drawer').count()).toBe(0);
  await page.goBack();
  await wards.getByRole('button', { name: '北干街道', exact: true }).waitFor();

  await openAlert(page);
  await page.getByTestId('action-supervise').click();
  await page.getByRole('dialog').getByRole('radio').first().check();
  await page.getByTestId('action-note').fill('请今日内到场。');
  await page.getByTestId('action-submit').click();
  await succeeded(page, '督办');
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test('经办人 comes to the inbox, reads that it is urged, and signs, replies and resolves by keyboard alone', async () => {
  const page = await signIn('jiaojing', '/inbox');
  await page.getByTestId('inbox-row').filter({ hasText: two.own.word }).first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByTestId('alert-log').textContent()).toContain('请今日内到场。');
  await page.keyboard.press('s');
  await succeeded(page, '签收');
  await page.keyboard.press('r');
  await page.getByRole('radio', { name: '已解决' }).press('Space');
  await page.getByTestId('action-note').press('A');
  await page.keyboard.insertText('已现场疏导，右转道延长。');
  await page.keyboard.press('Control+Enter');
  await succeeded(page, '回复');
  await page.keyboard.press('e');
  await page.getByTestId('action-note').press('Control+Enter');
  await succeeded(page, '办结');
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test('街镇 sees its own street first, and asks the resident whether it is solved', async () => {
  const page = await signIn('street', '/');
  await expect.poll(() => page.getByTestId('ward-path').textContent()).toContain('北干街道');
  await page.getByTestId('hot-row').first().waitFor();
  await openAlert(page);
  await page.getByTestId('action-follow_up').click();
  await page.getByRole('radio', { name: '满意', exact: true }).check();
  await page.getByTestId('action-submit').click();
  await succeeded(page, '回访');
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test('街镇领导 rules on what a unit of the street returns, the unit reads the ruling, and it goes to another unit', async () => {
  const unit = await signIn('jiaojing', '/inbox');
  await openAlert(unit, two.neighbour.word);
  await unit.getByTestId('action-return').click();
  await unit.getByTestId('action-note').fill('不属本单位职责。');
  await unit.getByTestId('action-basis').fill('职责清单第三条');
  await unit.getByTestId('action-submit').click();
  await succeeded(unit, '退回');

  const leader = await enterAs({ role: 'street_leader', wards: [two.district.streets[0]!.code] }, '/');
  await expect.poll(() => leader.getByTestId('ward-path').textContent()).toContain('北干街道');
  await openAlert(leader, two.neighbour.word);
  await leader.getByTestId('action-reject_return').click();
  await leader.getByTestId('action-note').fill('道路拥堵属交管，请办理。');
  await leader.getByTestId('action-submit').click();
  await succeeded(leader, '驳回退回');
  await expect.poll(() => unit.getByTestId('alert-log').textContent()).toContain('道路拥堵属交管，请办理。');

  await leader.getByTestId('action-transfer').click();
  await leader.getByRole('combobox', { name: '转给' }).click();
  await leader.locator('.pick-list').getByRole('option', { name: '社建办' }).click();
  await leader.getByTestId('action-note').fill('请社建办牵头协调。');
  await leader.getByTestId('action-submit').click();
  await succeeded(leader, '转派');
  await expect
    .poll(() => leader.getByTestId('alert-unit').allTextContents())
    .toEqual([expect.stringContaining('社建办')]);
  for (const page of [unit, leader]) {
    expect(page.faults).toEqual([]);
    await page.context().close();
  }
});

test('研判员 links two hotspots of one matter and undoes it, takes a post out of one, and reads the settings without a way to change them', async () => {
  const page = await enterAs({ role: 'district_analyst' }, `/events/${two.own.event}`);
  const form = page.getByTestId('link-event');
  await form.locator('summary').click();
  await form.getByRole('textbox').fill(`${api.url}/events/${two.neighbour.event}`);
  await form.getByRole('button').click();
  const acts = page.getByTestId('event-acts');
  await expect.poll(() => acts.textContent()).toContain('关联为同一件大事');
  await acts.getByRole('button').click();
  await expect.poll(() => acts.textContent()).toContain('已撤销');
  // Applied in its turn of the intake log, so it is listed as waiting.
  await page.getByTestId('split-bar').waitFor({ state: 'detached' });
  await page.locator('.member input[type=checkbox]').first().check();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByTestId('split').click();
  await expect.poll(() => acts.getByRole('listitem').first().textContent()).toContain('排队中');
  await page.goto(`${api.url}/settings/alerting`);
  await page.getByText('您可以查看，由区管理员修改').waitFor();
  await expect.poll(() => page.getByLabel('发出预警的热度').isDisabled()).toBe(true);
  expect(await page.getByTestId('setting-try').count()).toBe(0);
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test('区社建办 makes a matter a 专题 with unit and day, finds it among the leads, closes it and takes that back', async () => {
  const page = await signIn('district', '/');
  await page.goto(`${api.url}/events/${two.own.event}`);
  await page.getByTestId('open-special').click();
  await expect.poll(() => page.getByTestId('special-due').inputValue()).toBe('2021-01-11');
  await page.getByTestId('special-note').fill('月底前疏通。');
  await page.getByTestId('special-submit').click();
  await page.getByText('已立为专题').waitFor();

  await page.goto(`${api.url}/leads`);
  const item = page.getByTestId('special-items').getByRole('listitem');
  await expect.poll(() => item.allTextContents()).toEqual([expect.stringContaining('月底前疏通。')]);
  expect(await item.textContent()).toContain('2021-01-11 前完成');
  await page.getByTestId('special-close').click();
  await page.getByRole('dialog').getByRole('textbox').fill('管网已换。');
  await page.getByRole('dialog').getByRole('button', { name: '结项' }).click();
  await expect.poll(() => item.textContent()).toContain('管网已换。');
  page.once('dialog', (dialog) => void dialog.accept());
  await item.getByRole('button', { name: '恢复' }).click();
  await item.getByTestId('special-close').waitFor();
  // Its unit finds it on the inbox; the link of a message opens the list there.
  await page.goto(`${api.url}/inbox`);
  await page.getByRole('button', { name: '专题 1', exact: true }).click();
  await expect.poll(() => item.allTextContents()).toEqual([expect.stringContaining('月底前疏通。')]);
  await page.goto(`${api.url}/inbox?special=1&seen=forged`);
  await expect.poll(() => item.allTextContents()).toEqual([expect.stringContaining('月底前疏通。')]);
  await expect.poll(() => new URL(page.url()).search).toBe('?special=1');
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test('居村 reads on a phone what its residents say, and nothing of its neighbour', async () => {
  const page = await signIn('committee', '/', phone);
  await page.getByTestId('hot-row').filter({ hasText: two.own.word }).locator('a.title').tap();
  await expect.poll(() => page.getByTestId('document').count()).toBe(3);
  for (const path of ['/', '/hotspots', '/inbox', '/sources', '/leads', '/supervision', '/search?q=邻舍']) {
    await page.goto(api.url + path);
    await page.locator('main h1').first().waitFor();
    await page.waitForLoadState('load');
    await expect.poll(() => page.locator('main .skeleton, main [aria-busy=true]').count()).toBe(0);
    for (const mark of two.marks.filter((word) => !path.includes(word)))
      expect(`${path}: ${await page.locator('main').textContent()}`).not.toContain(mark);
  }
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test('审计员 reads every alert and the log, finds it whole, and can act on nothing', async () => {
  const page = await signIn('auditor', '/');
  await openAlert(page);
  await page.getByTestId('todo').waitFor();
  expect(await page.locator('[data-testid^=action-]').count()).toBe(0);
  const refused = await page.evaluate(
    async (path) => {
      const { alert } = (await (await fetch(path)).json()) as {
        alert: { version: number; assignments: { id: string }[] };
      };
      const { status } = await fetch(`${path}/actions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({
          assignmentId: alert.assignments[0]!.id,
          action: 'supervise',
          version: alert.version,
          level: 'urge',
          note: '试试',
        }),
      });
      return status;
    },
    new URL(page.url()).pathname.replace('/inbox/', '/api/alerts/'),
  );
  expect(refused).toBe(403);
  await page.goto(`${api.url}/audit`);
  await expect.poll(() => page.getByTestId('audit-rows').textContent()).toContain('交警支队经办人');
  await page.getByTestId('audit-check').click();
  await page.getByTestId('audit-verdict').waitFor();
  expect(await page.locator('.verdict.bad').count()).toBe(0);
  expect(page.faults).toEqual([]);
  await page.context().close();
});
