import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';

const sizes = [
  { name: '1440', width: 1440, height: 900 },
  { name: '390', width: 390, height: 844 },
];

/** Opens the first link that `selector` finds and gives the page time to settle. */
async function follow(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().click({ timeout: 8_000 });
  await page.waitForLoadState('networkidle').catch(() => undefined);
}
const shots: { name: string; path: string; open?: (page: Page) => Promise<void> }[] = [
  { name: 'overview', path: '/' },
  { name: 'hotspots', path: '/hotspots' },
  { name: 'event', path: '/', open: (page) => follow(page, '[data-testid="hot-row"] a.title') },
  { name: 'inbox', path: '/inbox' },
  { name: 'alert', path: '/inbox', open: (page) => follow(page, '[data-testid="inbox-row"]') },
  { name: 'search', path: '/search?q=右转' },
  { name: 'supervision', path: '/supervision' },
  { name: 'reports', path: '/reports' },
  { name: 'report', path: '/reports', open: (page) => follow(page, 'main a[href^="/reports/"]') },
  { name: 'confirm', path: '/confirm' },
  { name: 'replies', path: '/replies' },
  { name: 'model', path: '/settings/topic-model' },
  { name: 'lexicon', path: '/settings/lexicon' },
  { name: 'leads', path: '/leads' },
  { name: 'sources', path: '/sources' },
  { name: 'posts', path: '/?posts=days:7' },
  { name: 'settings', path: '/settings/alerting' },
  { name: 'channels', path: '/channels' },
  { name: 'calendar', path: '/settings/calendar' },
  { name: 'routing', path: '/settings/routing' },
  { name: 'ward-ranking', path: '/settings/ward-ranking' },
  { name: 'roster', path: '/settings/roster' },
  { name: 'ward-grid', path: '/settings/ward-grid' },
  { name: 'ward-map', path: '/settings/ward-map' },
  { name: 'connect', path: '/settings/sources' },
  { name: 'wards', path: '/settings/wards' },
  { name: 'departments', path: '/settings/departments' },
  { name: 'accounts', path: '/accounts' },
  { name: 'audit', path: '/audit' },
  { name: 'wall', path: '/wall' },
  { name: 'not-found', path: '/no/such/page' },
];

/** Where to look, where to put it, and which: names that begin with one of `only`, or all. */
export interface PictureOrder {
  /** A server of the built dashboard on the demo district (one-click sign-ins). */
  base: string;
  folder: string;
  only: readonly string[];
}

/** Takes pictures of every page at 1440 and 390 pixels, light and dark, and gives how many. */
export async function takePictures(order: PictureOrder): Promise<number> {
  mkdirSync(order.folder, { recursive: true });
  const browser = await launchBrowser();
  try {
    let taken = 0;
    for (const size of sizes)
      for (const scheme of ['light', 'dark'] as const) taken += await shoot(browser, order, { size, scheme });
    return taken;
  } finally {
    await browser.close();
  }
}

/** A longer picture shows nothing more. */
const tallest = 5_000;

/** Makes the window as high as the page: what is out of sight is not drawn. */
async function showWhole(page: Page, { width, height }: (typeof sizes)[number]): Promise<void> {
  const whole = await page.evaluate<number>('document.documentElement.scrollHeight');
  await page.setViewportSize({ width, height: Math.max(height, Math.min(whole, tallest)) });
  await page.waitForTimeout(800);
}

/** A search or a wall on a busy machine takes longer than any pause: a picture of a skeleton says nothing. */
const loaded = (page: Page): Promise<void> =>
  // Parts below the window stand there after a quiet moment.
  page.locator('.skeleton, .later:empty').first().waitFor({ state: 'detached', timeout: 30_000 });

/** The demo's story of the right-turn lane begins some minutes into its replay: before its alert there is little to see. */
async function untilStoryAlert(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/inbox`);
  const row = page.getByTestId('inbox-row').filter({ hasText: /萧山医院|横五路|育才路/ });
  await row
    .first()
    .waitFor({ timeout: 300_000 })
    .catch(() => console.error('no alert came'));
}

async function shoot(
  browser: Browser,
  { base, folder, only }: PictureOrder,
  { size, scheme }: { size: (typeof sizes)[number]; scheme: 'light' | 'dark' },
): Promise<number> {
  const context = await browser.newContext({
    viewport: { width: size.width, height: size.height },
    colorScheme: scheme,
    hasTouch: size.width < 500,
    isMobile: size.width < 500,
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`console: ${message.text()}`);
  });
  const wanted = (name: string): boolean => only.length === 0 || only.some((start) => name.startsWith(start));
  const fileOf = (name: string): string => join(folder, `${name}-${size.name}-${scheme}.png`);
  let taken = 0;
  await page.goto(`${base}/sign-in`);
  const persona = page.locator('[data-testid^="persona-"]').first();
  await persona.waitFor();
  if (wanted('sign-in')) await page.screenshot({ path: fileOf('sign-in') });
  await persona.click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await untilStoryAlert(page, base);
  for (const shot of shots.filter(({ name }) => wanted(name))) {
    await page.goto(base + shot.path);
    // A page that has nothing to follow on this demo is left out, and said so.
    const opened = await Promise.resolve(shot.open?.(page)).then(
      () => true,
      () => console.error(`${shot.name}: nothing to open`),
    );
    if (!opened) continue;
    // Answers, and the chart engine after the first paint.
    await page.waitForTimeout(1_500);
    await loaded(page);
    await showWhole(page, size);
    await loaded(page);
    await page.screenshot({ path: fileOf(shot.name) });
    await page.setViewportSize(size);
    taken++;
  }
  await context.close();
  return taken;
}
