import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { capture, isWanted, looks, openIn, type PictureOrder } from './picture-looks.ts';

/** The steps of the first run, in their order. */
export const setupSteps = ['setup-account', 'setup-wards', 'setup-departments', 'setup-data'] as const;

/** What the page itself offers as an example of a table. */
const wardTable = {
  name: 'wards.csv',
  mimeType: 'text/csv',
  buffer: readFileSync(new URL('../public/examples/wards-by-code.csv', import.meta.url)),
};

/**
 * Takes the steps of the first run on a server without a district, `secret` being the one that it printed, and gives
 * how many pictures. A step that is done does not come back, so each is taken in all looks before the next.
 */
export async function takeSetupPictures(browser: Browser, order: PictureOrder, secret: string): Promise<number> {
  const opened = await Promise.all(looks.map(async (look) => ({ ...(await openIn(browser, look)), look })));
  const [first] = opened as [(typeof opened)[number]];
  const inEach = async (work: (page: Page) => Promise<unknown>): Promise<void> => {
    for (const { page } of opened) await work(page);
  };
  let taken = 0;
  const take = async (name: (typeof setupSteps)[number], sign: string): Promise<void> => {
    await inEach((page) => page.locator(sign).first().waitFor({ timeout: 60_000 }));
    if (!isWanted(name, order.only)) return;
    for (const { page, look } of opened) await capture(page, look, order, name);
    taken += opened.length;
  };

  await inEach((page) => page.goto(order.base));
  await take('setup-account', 'input[type=password]');
  await first.page.locator('input').first().fill(secret);
  await first.page.locator('input').nth(2).fill('区管理员');
  await first.page.locator('input[type=password]').fill('第一个管理员的口令 2026');
  await first.page.locator('button[type=submit]').click();
  await first.page.getByTestId('ward-file').waitFor({ state: 'attached' });

  const cookies = await first.context.cookies();
  for (const { context } of opened) await context.addCookies(cookies);
  await inEach((page) => page.goto(`${order.base}/setup`));
  await inEach((page) => page.getByTestId('ward-file').setInputFiles(wardTable));
  await take('setup-wards', '[data-testid=ward-preview]');
  await inEach((page) => page.locator('button[type=submit]').click());
  await take('setup-departments', '[data-testid=setup-departments] li');

  await first.page.locator('button[type=submit]').click();
  await first.page.getByTestId('data-file').waitFor({ state: 'attached', timeout: 60_000 });
  await inEach((page) => page.goto(`${order.base}/setup`));
  await take('setup-data', '.data');
  await Promise.all(opened.map(({ context }) => context.close()));
  return taken;
}
