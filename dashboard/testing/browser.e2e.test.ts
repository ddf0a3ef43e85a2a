import { afterAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';

const browser = await launchBrowser();
afterAll(() => browser.close());

test('the test browser draws Chinese: two characters look different, as the boxes for a missing font do not', async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 80 } });
  const picture = async (text: string): Promise<string> => {
    await page.setContent(`<p style="font: 32px sans-serif; margin: 8px">${text}</p>`);
    return (await page.screenshot()).toString('base64');
  };
  expect(await picture('民情')).not.toBe(await picture('热点'));
});
