import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';

/**
 * Pictures of every page at 1440 and 390, light and dark:
 * `node --import @oxc-node/core/register dashboard/testing/screenshots.ts [base URL] [folder] [name filter]`.
 * The base URL must serve the dashboard of a demo district (one-click sign-ins).
 */
const base = process.argv[2] ?? 'http://127.0.0.1:8080';
const folder = process.argv[3] ?? 'screenshots';
/** Only pictures whose name begins with one of these, by comma. */
const only = (process.argv[4] ?? '').split(',');
const wanted = (name: string): boolean => only.some((start) => name.startsWith(start));

const sizes = [
  { name: '1440', width: 1440, height: 900 },
  { name: '390', width: 390, height: 844 },
];

/** Opens the first link that `selector` finds and gives the page time to settle. */
async function follow(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().click();
  await page.waitForLoadState('networkidle').catch(() => undefined);
}
const shots: { name: string; path: string; open?: (page: Page) => Promise<void> }[] = [
  { name: 'overview', path: '/' },
  { name: 'hotspots', path: '/hotspots' },
  { name: 'event', path: '/', open: (page) => follow(page, '[data-testid="hot-row"] a.title') },
  { name: 'search', path: '/search?q=%E5%8F%B3%E8%BD%AC' },
  { name: 'inbox', path: '/inbox' },
  { name: 'alert', path: '/inbox', open: (page) => follow(page, '[data-testid="inbox-row"]') },
  { name: 'supervision', path: '/supervision' },
  { name: 'leads', path: '/leads' },
  { name: 'sources', path: '/sources' },
  { name: 'posts', path: '/?posts=days:7' },
  { name: 'settings', path: '/settings/alerting' },
  { name: 'accounts', path: '/accounts' },
  { name: 'audit', path: '/audit' },
  { name: 'wall', path: '/wall' },
  { name: 'not-found', path: '/no/such/page' },
];

async function shoot(browser: Browser, size: (typeof sizes)[number], colorScheme: 'light' | 'dark'): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: size.width, height: size.height },
    colorScheme,
    hasTouch: size.width < 500,
    isMobile: size.width < 500,
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`console: ${message.text()}`);
  });
  await page.goto(`${base}/sign-in`);
  const persona = page.locator('[data-testid^="persona-"]').first();
  await persona.waitFor();
  await page.waitForTimeout(900);
  if (wanted('sign-in')) await page.screenshot({ path: join(folder, `sign-in-${size.name}-${colorScheme}.png`) });
  await persona.click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  for (const shot of shots) {
    if (!wanted(shot.name)) continue;
    await page.goto(base + shot.path);
    await page.waitForTimeout(400);
    await shot.open?.(page);
    // Fonts and the chart engine arrive after the first paint.
    await page.waitForTimeout(900);
    const file = join(folder, `${shot.name}-${size.name}-${colorScheme}.png`);
    await page.screenshot({ path: file, fullPage: shot.name !== 'posts' });
  }
  await context.close();
}

mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
try {
  for (const size of sizes) for (const scheme of ['light', 'dark'] as const) await shoot(browser, size, scheme);
} finally {
  await browser.close();
}
console.info(`pictures in ${folder}`);
