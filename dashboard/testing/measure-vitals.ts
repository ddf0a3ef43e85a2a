import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions } from 'playwright-core';

/** LCP and INP in milliseconds; CLS has no unit. INP is null where nothing was touched. */
export interface Vitals {
  lcp: number;
  cls: number;
  inp: number | null;
}

/** Lighthouse's phone: slow 4G (150 ms, 1.6 Mbit/s) and a processor four times slower than this one. */
const LINE = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 768_000 / 8 };
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};
/** The build that makes one global of itself stands beside the one that Node resolves to. */
const library = readFileSync(
  createRequire(import.meta.url)
    .resolve('web-vitals')
    .replace('.umd.cjs', '.iife.js'),
  'utf8',
);

/** Runs in the page before anything of it. */
const collect = `${library}
  globalThis.vitals = { lcp: 0, cls: 0, inp: null };
  for (const [name, on] of [['lcp', webVitals.onLCP], ['cls', webVitals.onCLS], ['inp', webVitals.onINP]])
    on(({ value }) => { globalThis.vitals[name] = value; }, { reportAllChanges: true, durationThreshold: 16 });`;

/** A page to look at: where it is, who is signed in, what shows that it is there, and what is tapped then. */
export interface Visit {
  url: string;
  cookie: { name: string; value: string };
  path: string;
  sign: string;
  taps: string[];
  /** How many times slower than this machine the processor is. */
  slowdown: number;
}

/** Behind the load of its code: by then a page has its content, or is late. */
const SETTLE_MS = 1_500;

/** Opens a page as a phone on a slow line does, taps what is given, and gives what web-vitals says of it. */
export async function measureVitals(browser: Browser, at: Visit): Promise<Vitals> {
  const context = await browser.newContext(PHONE);
  try {
    await context.addCookies([{ ...at.cookie, url: at.url }]);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', LINE);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: at.slowdown });
    await page.addInitScript({ content: collect });
    await page.goto(at.url + at.path);
    // Untouched meanwhile: what a locator puts into the page costs a slowed processor 60 ms before its content is there.
    await page.waitForTimeout(SETTLE_MS);
    await page.locator(at.sign).first().waitFor({ timeout: 30_000 });
    // What still moves after the content is there counts too.
    await page.waitForTimeout(1_000);
    const { lcp } = await page.evaluate<Vitals>('globalThis.vitals');
    for (const tap of at.taps) {
      await page.locator(tap).first().tap();
      await page.waitForTimeout(700);
    }
    const { cls, inp } = await page.evaluate<Vitals>('globalThis.vitals');
    return { lcp, cls, inp };
  } finally {
    await context.close();
  }
}
