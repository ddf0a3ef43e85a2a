import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchRow } from '#jobs/bench/bench-row.ts';
import { feedPosts } from './feed-posts.ts';
import { type DemoServer, PAGE_PATHS, p95, startDemoServer, timed } from './demo-server.ts';

const CLIENTS = 500;
/** MINQING_BENCH_MINUTES asks for a longer or shorter look. */
const MINUTES = 10;
/** After the clients are there, before memory is first read: what grows by being used once has grown. */
const SETTLE_MS = 30_000;
/** A dashboard asks anew after a ranking; 500 of them, spread, make some requests a second. */
const PAUSE_MS = 200;
const PER_SECOND = 50;

/** Five hundred open dashboards while documents arrive: what a page waits meanwhile, and whether the server's memory grows. */
export async function run(): Promise<BenchRow[]> {
  const minutes = Number(process.env['MINQING_BENCH_MINUTES'] ?? MINUTES);
  const server = await startDemoServer();
  const stop = new AbortController();
  let feeding: Promise<number> = Promise.resolve(0);
  try {
    const heard = { events: 0 };
    await Promise.all(Array.from({ length: CLIENTS }, () => listen(server, stop.signal, heard)));
    feeding = feedPosts(server, PER_SECOND, stop.signal);
    await sleep(SETTLE_MS);
    const began = server.processorSeconds();
    const before = await server.residentMib();
    const times = PAGE_PATHS.map((): number[] => []);
    const end = performance.now() + minutes * 60_000;
    const middle = end - minutes * 30_000;
    let halfway = before;
    for (let i = 0; performance.now() < end; i++) {
      const at = i % PAGE_PATHS.length;
      times[at]!.push(await timed(server, PAGE_PATHS[at]!));
      if (performance.now() < middle) halfway = await server.residentMib();
      await sleep(PAUSE_MS);
    }
    const after = await server.residentMib();
    const used = (await server.processorSeconds()) - (await began);
    stop.abort();
    const fed = await feeding;
    const data = `${CLIENTS} open streams on the demo for ${minutes} min, ${fed} documents arriving at ${PER_SECOND}/s, ${heard.events} events heard`;
    return [
      { bench: 'live', metric: 'page_p95_ms', value: p95(times.flat()), unit: 'ms', data, asked: '≤ 200 ms' },
      ...PAGE_PATHS.map((path, at) => ({
        bench: 'live',
        metric: `p95_ms ${path.split('?')[0]}`,
        value: p95(times[at]!),
        unit: 'ms',
        data,
      })),
      { bench: 'live', metric: 'server_processor_share', value: used / (minutes * 60), unit: 'cores', data },
      { bench: 'live', metric: 'resident_growth_mib', value: after - before, unit: 'MiB', data },
      { bench: 'live', metric: 'resident_growth_of_second_half_mib', value: after - halfway, unit: 'MiB', data },
    ];
  } finally {
    stop.abort();
    await feeding.catch(() => 0);
    await server.close();
  }
}

/** Opens a stream and counts what it says; resolves once it is open. */
async function listen({ url, cookie }: DemoServer, signal: AbortSignal, heard: { events: number }): Promise<void> {
  const { body, ok } = await fetch(`${url}/api/stream`, { headers: { cookie }, signal });
  if (!ok || !body) throw new Error('the stream was refused');
  const read = async (): Promise<void> => {
    for await (const chunk of body)
      heard.events += Buffer.from(chunk as Uint8Array)
        .toString()
        .split('\nevent:').length;
  };
  // Ends with the abort at the end of the bench.
  void read().catch(() => {});
}
