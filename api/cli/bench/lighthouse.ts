import { createServer } from 'node:net';
import lighthouse, { type Result } from 'lighthouse';
import type { BenchRow } from '#jobs/bench/bench-row.ts';
import { launchBrowser } from '#dashboard/testing/browser.ts';
import { dashboardPages, isAsked } from './dashboard-pages.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';

const DATA = 'built pages on the demo district; mobile, simulated slow 4G and a CPU four times slower';
const CATEGORIES = { performance: 95, accessibility: 100, 'best-practices': 100 } as const;

/** Lighthouse's own scores of each page, as a phone on a slow line sees it; what costs points goes to stderr. */
export async function run(): Promise<BenchRow[]> {
  const server = await startDemoServer();
  const port = await freePort();
  const browser = await launchBrowser([`--remote-debugging-port=${port}`]);
  try {
    const rows: BenchRow[] = [];
    for (const { name, path } of await dashboardPages(server))
      if (isAsked(name)) rows.push(...(await audit(server, { name, path, port })));
    return rows;
  } finally {
    await browser.close();
    await server.close();
  }
}

async function audit(
  { url, cookie }: DemoServer,
  { name, path, port }: { name: string; path: string; port: number },
): Promise<BenchRow[]> {
  const answer = await lighthouse(url + path, {
    port,
    output: 'json',
    logLevel: 'error',
    onlyCategories: Object.keys(CATEGORIES),
    ...(name === 'sign-in' ? {} : { extraHeaders: { Cookie: cookie } }),
  });
  if (!answer) throw new Error(`no audit of ${path}`);
  tellFaults(name, answer.lhr);
  return Object.entries(CATEGORIES).map(([category, asked]) => ({
    bench: 'lighthouse',
    metric: `${category} ${name}`,
    value: Math.round((answer.lhr.categories[category]?.score ?? 0) * 100),
    unit: 'points',
    data: DATA,
    asked: category === 'performance' ? `≥ ${asked}` : String(asked),
  }));
}

const METRICS = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
  'speed-index',
] as const;

function tellFaults(name: string, { audits, categories }: Result): void {
  console.error(`${name}: ${METRICS.map((id) => `${id} ${audits[id]?.displayValue ?? '—'}`).join(', ')}`);
  for (const { node, score } of shiftsOf(audits)) console.error(`  moved ${score.toFixed(3)}: ${node?.snippet ?? '?'}`);
  const weighed = Object.values(categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0));
  for (const { id } of weighed) {
    const found = audits[id];
    if (!found || found.score === null || found.score >= 0.9 || (METRICS as readonly string[]).includes(id)) continue;
    console.error(`  ${id}: ${found.title} ${found.displayValue ?? ''}`);
  }
}

interface Shift {
  score: number;
  node?: { snippet: string };
}

/** What moved under the reader, worst first. */
function shiftsOf(audits: Result['audits']): Shift[] {
  const { details } = audits['layout-shifts'] ?? {};
  return details?.type === 'table' ? (details.items as unknown as Shift[]) : [];
}

/** Lighthouse speaks to the browser over a port, which nobody else may have taken. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
