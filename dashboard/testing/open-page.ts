import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/**
 * A blank page of a visitor of its own, who has a cookie (`name=value`) where one is given. Errors in its pages that nobody
 * catches, and requests to anybody but `house`, are kept in `faults`.
 */
export async function openPage(
  browser: Browser,
  house: string,
  { cookie = '', ...options }: BrowserContextOptions & { cookie?: string } = {},
): Promise<Page & { faults: string[] }> {
  const context = await browser.newContext({ ...desktop, ...options });
  const [name = '', value = ''] = cookie.split('=');
  if (name) await context.addCookies([{ name, value, url: house }]);
  const page = Object.assign(await context.newPage(), { faults: [] as string[] });
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (url.startsWith('http') && !url.startsWith(house)) page.faults.push(`left the house: ${url}`);
  });
  return page;
}
