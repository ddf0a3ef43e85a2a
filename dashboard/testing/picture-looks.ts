import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** How a picture is taken: a desk and a phone, light and dark. */
interface Look {
  width: number;
  height: number;
  scheme: 'light' | 'dark';
}
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
export const looks: readonly Look[] = sizes.flatMap((size) => [
  { ...size, scheme: 'light' },
  { ...size, scheme: 'dark' },
]);

/** Which pictures to take and where to put them. */
export interface PictureOrder {
  /** The address of a server of the built pages. */
  base: string;
  folder: string;
  /** Beginnings of the names that are wanted; none means all. */
  only: readonly string[];
}

/** Whether a picture of this name was ordered. */
export const isWanted = (name: string, only: readonly string[]): boolean =>
  only.length === 0 || only.some((start) => name.startsWith(start));

/** An empty page in a look, in a session of its own; errors of its console are passed on. */
export async function openIn(browser: Browser, look: Look): Promise<{ context: BrowserContext; page: Page }> {
  const isPhone = look.width < 500;
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.scheme,
    hasTouch: isPhone,
    isMobile: isPhone,
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`console: ${message.text()}`);
  });
  return { context, page };
}

/** A longer picture shows nothing more. */
const tallest = 5_000;
/** Answers, and the chart engine after the first paint. */
const SETTLE_MS = 1_500;
/** What is drawn anew in a higher window. */
const REDRAW_MS = 800;

/** Takes the picture of a page as a whole, once all parts of it stand there. */
export async function capture(page: Page, look: Look, order: PictureOrder, name: string): Promise<void> {
  await page.waitForTimeout(SETTLE_MS);
  await untilLoaded(page);
  // The window is made as high as the page: what is out of sight is not drawn.
  const whole = await page.evaluate<number>('document.documentElement.scrollHeight');
  const { width, height, scheme } = look;
  await page.setViewportSize({ width, height: Math.max(height, Math.min(whole, tallest)) });
  await page.waitForTimeout(REDRAW_MS);
  await untilLoaded(page);
  await page.screenshot({ path: join(order.folder, `${name}-${width}-${scheme}.png`) });
  await page.setViewportSize({ width, height });
}

/** A search or a wall on a busy machine takes longer than any pause: a picture of a skeleton says nothing. */
const untilLoaded = (page: Page): Promise<void> =>
  // Parts below the window stand there after a quiet moment.
  page.locator('.skeleton, .later:empty').first().waitFor({ state: 'detached', timeout: 30_000 });
