import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axeCore from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The page is left in the last of them. */
const looks = [
  { colorScheme: 'dark', contrast: 'no-preference' },
  { colorScheme: 'light', contrast: 'more' },
  { colorScheme: 'light', contrast: 'no-preference' },
] as const;

/** What axe finds on a page as it stands, of any weight: in dark, in high contrast and in light, which it is left in. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found: string[] = [];
  for (const look of looks) {
    await page.emulateMedia(look);
    const ids = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axeCore }).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    });
    found.push(...ids.map((id) => `${look.colorScheme}, contrast ${look.contrast}: ${id}`));
  }
  return found;
}
