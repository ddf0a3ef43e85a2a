import { createServer } from 'node:net';
import lighthouse, { type Result } from 'lighthouse';
import type { BenchRow } from '#jobs/bench/bench-row.ts';
import { median } from '#jobs/bench/measured-cost.ts';
import { launchBrowser } from '#dashboard/testing/browser.ts';
import { dashboardPages, isAsked } from './dashboard-pages.ts';
import { type DemoServer, startSettledDemo } from './demo-server.ts';

/** MINQING_BENCH_ROUNDS asks for more or fewer. */
const ROUNDS = Number(process.env['MINQING_BENCH_ROUNDS'] ?? 3);
const DATA = `built pages on the demo district, its weekend over; mobile, simulated slow 4G and a CPU four times slower; median of ${ROUNDS}`;
const CATEGORIES = { performance: 95, accessibility: 100, 'best-practices': 100 } as const;
type Category = keyof typeof CATEGORIES;

/**
 * Lighthouse's own scores of each page, as a phone on a slow line sees it; what costs points goes to stderr. A task is
 * timed by the clock, multiplied by four, on a machine that serves the page as well: 300 ms in which something else had
 * the processor cost a page 25 points. So each page is opened in several rounds, never twice in a row, and the median
 * counts, as Lighthouse's makers advise (its docs/variability.md).
 */
export async function run(): Promise<BenchRow[]> {
  const server = await startSettledDemo();
  const port = await freePort();
  const browser = await launchBrowser([`--remote-debugging-port=${port}`]);
  try {
    const pages = (await dashboardPages(server)).filter(({ name }) => isAsked(name));
    const seen = new Map(pages.map(({ name }) => [name, [] as Record<Category, number>[]]));
    for (let round = 0; round < ROUNDS; round++)
      for (const page of pages) seen.get(page.name)!.push(await audit(server, { ...page, port }));
    return pages.flatMap(({ name }) => rowsOf(name, seen.get(name)!));
  } finally {
    await browser.close();
    await server.close();
  }
}

function rowsOf(name: string, seen: readonly Record<Category, number>[]): BenchRow[] {
  return (Object.keys(CATEGORIES) as Category[]).map((category) => ({
    bench: 'lighthouse',
    metric: `${category} ${name}`,
    value: median(seen.map((one) => one[category])),
    unit: 'points',
    data: DATA,
    asked: category === 'performance' ? `≥ ${CATEGORIES[category]}` : String(CATEGORIES[category]),
  }));
}

async function audit(
  { url, cookie }: DemoServer,
  { name, path, port }: { name: string; path: string; port: number },
): Promise<Record<Category, number>> {
  const answer = await lighthouse(url + path, {
    port,
    output: 'json',
    logLevel: 'error',
    onlyCategories: Object.keys(CATEGORIES),
    ...(name === 'sign-in' ? {} : { extraHeaders: { Cookie: cookie } }),
  });
  if (!answer) throw new Error(`no audit of ${path}`);
  const { categories } = answer.lhr;
  const score = (category: Category): number => Math.round((categories[category]?.score ?? 0) * 100);
  const scores = {
    performance: score('performance'),
    accessibility: score('accessibility'),
    'best-practices': score('best-practices'),
  };
  tellFaults(`${name} ${scores.performance}`, answer.lhr);
  return scores;
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
