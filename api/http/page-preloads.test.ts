import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openPagePreloads } from './page-preloads.ts';

const dir = mkdtempSync(join(tmpdir(), 'minqing-preloads-'));
afterAll(() => rmSync(dir, { recursive: true }));
writeFileSync(
  join(dir, 'page-manifest.json'),
  JSON.stringify({
    'index.html': { file: 'assets/index.js', isEntry: true, imports: ['_shared.js'] },
    '_shared.js': { file: 'assets/shared.js', css: ['assets/shared.css'] },
    '_list.js': { file: 'assets/list.js', imports: ['_shared.js'] },
    'pages/SignInPage.vue': { file: 'assets/door.js', imports: ['_shared.js'] },
    'pages/HotspotsPage.vue': { file: 'assets/hot.js', css: ['assets/hot.css'], imports: ['_list.js', '_shared.js'] },
  }),
);
const linksOf = openPagePreloads(dir);

test('an address names what everything waits for, its answers by the page’s own filter, then the other code, each once', () => {
  expect(linksOf('/hotspots?q=%E6%BC%8F&source=%E6%BC%8F%3E&ward=330109001&days=30', true).split(', ')).toEqual([
    '</assets/shared.js>; rel=modulepreload; crossorigin',
    '</api/session>; rel=preload; as=fetch; crossorigin',
    '</api/hotspots?days=30&ward=330109001&source=%E6%BC%8F%3E&limit=100>; rel=preload; as=fetch; crossorigin',
    '</api/wards/ranking?days=30&ward=330109001&source=%E6%BC%8F%3E>; rel=preload; as=fetch; crossorigin',
    '</assets/index.js>; rel=modulepreload; crossorigin',
    '</assets/list.js>; rel=modulepreload; crossorigin',
    '</assets/hot.js>; rel=modulepreload; crossorigin',
    '</assets/shared.css>; rel=preload; as=style; crossorigin',
    '</assets/hot.css>; rel=preload; as=style; crossorigin',
  ]);
});

test('who is not signed in gets the sign-in page, and no answer that would be a refusal', () => {
  const links = linksOf('/hotspots', false);
  expect(links).toContain('</assets/door.js>; rel=modulepreload; crossorigin');
  expect(links.match(/<\/api\/[^>]+>/g)).toEqual(['</api/session>']);
});

test('an unknown address, and one with odd signs, name nothing that could break the header', () => {
  expect(linksOf('/constructor', true)).toBe('');
  expect(linksOf('/events/%0d%0ax?days=abc', true)).not.toMatch(/[\r\n]/);
});
