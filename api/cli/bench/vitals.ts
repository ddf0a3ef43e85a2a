import type { BenchRow } from '#jobs/bench/bench-row.ts';
import { launchBrowser } from '#dashboard/testing/browser.ts';
import { measureVitals, type Vitals } from '#dashboard/testing/measure-vitals.ts';
import { isAsked } from './dashboard-pages.ts';
import { startDemoServer } from './demo-server.ts';

/** Of each page; what three of four visits keep to (p75) is what counts. */
const VISITS = 8;
const SLOWDOWN = 4;
const DATA = `built pages on the demo district; slow 4G, a processor ${SLOWDOWN} times slower, p75 of ${VISITS} visits`;
const ASKED = { lcp: '≤ 1500 ms', inp: '≤ 100 ms', cls: '≤ 0.05' } as const;

const PAGES = [
  { name: 'overview', path: '/', sign: '[data-testid=hot-row]', taps: ['[data-testid=tile-documents] button'] },
  {
    name: 'hotspots',
    path: '/hotspots',
    sign: '[data-testid=hot-row]',
    taps: ['[data-testid=hot-row] .volume button'],
  },
  { name: 'inbox', path: '/inbox', sign: '[data-testid=inbox-row]', taps: ['[data-testid=inbox-row]'] },
  { name: 'sources', path: '/sources', sign: '[data-testid=sources]', taps: ['.help:visible'] },
];

/** LCP, INP and CLS by web-vitals, as a phone on a slow line has them. */
export async function run(): Promise<BenchRow[]> {
  const server = await startDemoServer();
  const browser = await launchBrowser();
  const [name = '', value = ''] = server.cookie.split('=');
  try {
    const rows: BenchRow[] = [];
    for (const page of PAGES.filter((one) => isAsked(one.name))) {
      const seen: Vitals[] = [];
      const visit = { ...page, url: server.url, cookie: { name, value }, slowdown: SLOWDOWN };
      for (let i = 0; i < VISITS; i++) seen.push(await measureVitals(browser, visit));
      for (const [key, asked] of Object.entries(ASKED) as [keyof Vitals, string][])
        rows.push({
          bench: 'vitals',
          metric: `${key} ${page.name}`,
          value: p75(seen.map((one) => one[key] ?? 0)),
          unit: key === 'cls' ? '' : 'ms',
          data: DATA,
          asked,
        });
    }
    return rows;
  } finally {
    await browser.close();
    await server.close();
  }
}

function p75(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.75) - 1]!;
}
