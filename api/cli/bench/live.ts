import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchRow } from '#jobs/bench/bench-row.ts';
import { median } from '#jobs/bench/measured-cost.ts';
import { processorSeconds } from '#jobs/bench/processor-time.ts';
import { type DemoServer, PAGE_PATHS, p95, startDemoServer, timed } from './demo-server.ts';
import { feedPosts } from './feed-posts.ts';
import { type OpenStreams, openStreams } from './live/open-streams.ts';

const CLIENTS = 500;
/** MINQING_BENCH_MINUTES asks for a longer or shorter look. */
const MINUTES = Number(process.env['MINQING_BENCH_MINUTES'] ?? 10);
/** After the clients are there, before memory is first read: what grows by being used once has grown. */
const SETTLE_MS = 30_000;
/** A dashboard asks anew after a ranking; 500 of them, spread, make some requests a second. */
const PAUSE_MS = 200;
const PER_SECOND = 50;

/** Five hundred open dashboards while documents arrive: what a page waits meanwhile, and whether the server's memory grows. */
export async function run(): Promise<BenchRow[]> {
  const server = await startDemoServer();
  const stop = new AbortController();
  let feeding: Promise<number> = Promise.resolve(0);
  try {
    const streams = await openStreams(server, CLIENTS);
    feeding = feedPosts(server, PER_SECOND, stop.signal);
    await sleep(SETTLE_MS);
    const seen = await watch(server, streams);
    stop.abort();
    const [fed, { events, ended }] = await Promise.all([feeding, streams.close()]);
    const about = {
      bench: 'live',
      data: `${CLIENTS} open streams on the demo for ${MINUTES} min, ${fed} documents arriving at ${PER_SECOND}/s, ${events} events heard, ${ended} streams ended by the server`,
    };
    return seen.map((row) => ({ ...about, ...row }));
  } finally {
    stop.abort();
    await feeding.catch(() => 0);
    await server.close();
  }
}

type Measure = Omit<BenchRow, 'bench' | 'data'>;

/** Asks for the pages in turn, one after the other, and gives what was measured meanwhile. */
async function watch(server: DemoServer, streams: OpenStreams): Promise<Measure[]> {
  const lag = monitorEventLoopDelay({ resolution: 10 });
  const times = PAGE_PATHS.map((): number[] => []);
  const memory: number[] = [];
  const shares = shareMeter({
    server: server.pid,
    streams: streams.pid,
    // This process with all below it, of which those two are taken off.
    bench: process.pid,
  });
  lag.enable();
  const end = performance.now() + MINUTES * 60_000;
  for (let i = 0; performance.now() < end; i++) {
    const at = i % PAGE_PATHS.length;
    times[at]!.push(await timed(server, PAGE_PATHS[at]!));
    memory.push(await server.residentMib());
    await sleep(PAUSE_MS);
  }
  lag.disable();
  return [
    { metric: 'page_p95_ms', value: p95(times.flat()), unit: 'ms', asked: '≤ 200 ms' },
    ...PAGE_PATHS.map((path, at) => ({ metric: `p95_ms ${path.split('?')[0]}`, value: p95(times[at]!), unit: 'ms' })),
    // What a request waits here before and after the server: beyond a few ms the times above are not the server's.
    { metric: 'own_lag_p95_ms', value: lag.percentile(95) / 1e6 - 10, unit: 'ms' },
    ...shares(),
    ...residentRows(memory),
  ];
}

/** Processor time by part of the run, in cores; the stores are the server's children. */
function shareMeter(pids: { server: number; streams: number; bench: number }): () => Measure[] {
  const read = () => ({
    server: processorSeconds(pids.server, { alone: true }),
    whole: processorSeconds(pids.server),
    streams: processorSeconds(pids.streams),
    all: processorSeconds(pids.bench),
    at: performance.now() / 1000,
  });
  const before = read();
  return () => {
    const now = read();
    const share = (part: (of: typeof now) => number): number => (part(now) - part(before)) / (now.at - before.at);
    return Object.entries({
      server: share(({ server }) => server),
      stores: share(({ whole, server }) => whole - server),
      reading_streams: share(({ streams }) => streams),
      feeding_and_asking: share(({ all, whole, streams }) => all - whole - streams),
    }).map(([part, value]) => ({ metric: `processor_share ${part}`, value, unit: 'cores' }));
  };
}

/**
 * Resident memory as medians of tenths of the time: between two full collections a server's memory rises by hundreds of
 * MiB and falls again, so that two single readings say nothing of what it keeps.
 */
function residentRows(memory: readonly number[]): Measure[] {
  const size = Math.ceil(memory.length / 10);
  const tenths = Array.from({ length: 10 }, (_, at) => median(memory.slice(at * size, (at + 1) * size)));
  return [
    { metric: 'resident_mib first half', value: mean(tenths.slice(0, 5)), unit: 'MiB' },
    { metric: 'resident_mib second half', value: mean(tenths.slice(5)), unit: 'MiB' },
    { metric: 'resident_mib most', value: Math.max(...memory), unit: 'MiB' },
    ...tenths.map((value, at) => ({ metric: `resident_mib tenth ${at + 1}`, value, unit: 'MiB' })),
  ];
}

const mean = (of: readonly number[]): number => of.reduce((sum, one) => sum + one, 0) / of.length;
