import type { Browser, Page } from 'playwright-core';
import { capture, isWanted, looks, openIn, type PictureOrder } from './picture-looks.ts';
import { picturedPages } from './pictured-pages.ts';

/**
 * Takes pictures of every page of the demo (one-click sign-ins) in all looks, and gives how many. A page that cannot be
 * opened is an error, told once the others have their pictures.
 */
export async function takePictures(browser: Browser, order: PictureOrder): Promise<number> {
  let taken = 0;
  const missing: string[] = [];
  for (const look of looks) {
    const { context, page } = await openIn(browser, look);
    await page.goto(`${order.base}/sign-in`);
    const persona = page.locator('[data-testid^="persona-"]').first();
    await persona.waitFor();
    const take = async (name: string): Promise<void> => {
      await capture(page, look, order, name);
      taken++;
    };
    if (isWanted('sign-in', order.only)) await take('sign-in');
    await persona.click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await untilStoryAlert(page, order.base);
    for (const { name, path, open } of picturedPages.filter((each) => isWanted(each.name, order.only))) {
      await page.goto(order.base + path);
      try {
        await open?.(page);
        await take(name);
      } catch (cause) {
        missing.push(`${name} ${look.width} ${look.scheme}: ${String(cause).split('\n')[0]}`);
        await page.setViewportSize(look);
      }
    }
    await context.close();
  }
  if (missing.length > 0) throw new Error(`no picture of:\n${missing.join('\n')}`);
  return taken;
}

/** The demo's story of the right-turn lane begins some minutes into its replay: before its alert there is little to see. */
async function untilStoryAlert(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/inbox`);
  const row = page.getByTestId('inbox-row').filter({ hasText: /萧山医院|横五路|育才路/ });
  await row
    .first()
    .waitFor({ timeout: 300_000 })
    .catch(() => console.error('no alert came'));
}
