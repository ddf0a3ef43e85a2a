import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { measureBundle, type BuiltChunk } from './bundle-budget.ts';

/** Hex of random bytes compresses to about half: n bytes of gzip from n bytes of entropy. */
const chunk = (fileName: string, size: number, patch: Partial<BuiltChunk> = {}): BuiltChunk => ({
  fileName,
  code: randomBytes(size).toString('hex'),
  imports: [],
  dynamicImports: [],
  isEntry: false,
  isPage: false,
  isCharts: false,
  ...patch,
});
const shell = [
  chunk('main.js', 30_000, { isEntry: true, imports: ['vue.js'] }),
  chunk('vue.js', 30_000),
  chunk('echarts.js', 150_000, { isCharts: true }),
];

describe('the bundle budget', () => {
  it('passes a page whose chart engine is loaded lazily', () => {
    const page = chunk('page.js', 20_000, { isPage: true, imports: ['vue.js'], dynamicImports: ['echarts.js'] });
    expect(measureBundle([...shell, page]).over).toEqual([]);
  });
  it('fails a page that imports the chart engine at once', () => {
    const page = chunk('page.js', 20_000, { isPage: true, imports: ['echarts.js'] });
    expect(measureBundle([...shell, page]).over).toEqual([expect.stringMatching(/^page\.js \d+ B$/)]);
  });
  it('fails a chart engine that outgrew its own budget', () => {
    const big = chunk('echarts.js', 230_000, { isCharts: true });
    expect(measureBundle([big]).over).toEqual([expect.stringMatching(/^charts \d+ B$/)]);
  });
  it('counts a chunk once that shell and page share', () => {
    const page = chunk('page.js', 1000, { isPage: true, imports: ['vue.js'] });
    const size = measureBundle([...shell, page]).routes.get('page.js') ?? 0;
    expect(size).toBeGreaterThan(60_000);
    expect(size).toBeLessThan(75_000);
  });
});
