import type { BenchRow } from '#jobs/bench/bench-row.ts';
import { PAGE_PATHS, p95, startDemoServer, timed } from './demo-server.ts';

/** Of each page; the first few only warm up. */
const REQUESTS = 40;
const WARM_UP = 5;
const DATA = 'demo district, 17 000 documents, while its replay runs';

/** How long the pages' requests take, one after the other. */
export async function run(): Promise<BenchRow[]> {
  const server = await startDemoServer();
  try {
    const rows: BenchRow[] = [];
    for (const path of PAGE_PATHS) {
      const times: number[] = [];
      for (let i = 0; i < REQUESTS + WARM_UP; i++) times.push(await timed(server, path));
      rows.push({
        bench: 'pages',
        metric: `p95_ms ${path.split('?')[0]}`,
        value: p95(times.slice(WARM_UP)),
        unit: 'ms',
        data: DATA,
        asked: '≤ 200 ms',
      });
    }
    return rows;
  } finally {
    await server.close();
  }
}
