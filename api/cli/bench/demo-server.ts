import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { Session } from '../../contract/session.ts';
import { startServing } from './serving-process.ts';

/** A demo in a process of its own, with somebody signed in who sees everything. */
export interface DemoServer {
  url: string;
  cookie: string;
  dataDir: string;
  /** Its stores are children of it. */
  pid: number;
  /** Resident memory of the server, MiB, without its stores. */
  residentMib(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Starts the demo; MINQING_BENCH_DEMO names data of an earlier one, which saves taking in ninety days, and
 * MINQING_BENCH_PROFILE a folder for processor profiles of its threads (Node refuses that option in NODE_OPTIONS).
 */
export async function startDemoServer(more: readonly string[] = []): Promise<DemoServer> {
  const { MINQING_BENCH_DEMO: kept, MINQING_BENCH_PROFILE: profiles } = process.env;
  const dataDir = kept ?? (await mkdtemp(join(tmpdir(), 'minqing-bench-')));
  const watched = profiles ? ['--cpu-prof', '--cpu-prof-dir', profiles] : [];
  const { found, pid, stop } = await startServing(
    ['demo', '--data', dataDir, '--port', '0', ...more],
    /民情演示已就绪：(\S+)/,
    { node: watched },
  );
  const url = found[1]!;
  const signedIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona: 'district' }),
  });
  return {
    url,
    dataDir,
    pid,
    cookie: (signedIn.headers.get('set-cookie') ?? '').split(';')[0]!,
    residentMib: async () => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    },
    close: async () => {
      await stop();
      if (!kept) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The weekend within a minute. */
const FAST = ['--speed', '2400'];
/** What its last posts lead to: rankings, alerts, messages. */
const SETTLE_MS = 15_000;

/**
 * The demo with its weekend over: an office's ordinary minute. While the weekend is replayed, hours pass in a second on
 * the machine that draws the pages, and a page that waits for its processor meanwhile looks as if it worked.
 */
export async function startSettledDemo(): Promise<DemoServer> {
  const server = await startDemoServer(FAST);
  for (;;) {
    const { clock } = (await (await fetch(`${server.url}/api/session`)).json()) as Session;
    if (!clock.replay || clock.now >= clock.replay.until) break;
    await sleep(1_000);
  }
  await sleep(SETTLE_MS);
  return server;
}

/** What the pages ask for when they are opened. */
export const PAGE_PATHS = [
  'overview?days=7',
  'hotspots?days=7&limit=100',
  'wards/ranking?days=7',
  'documents?days=7&limit=50',
  'alerts?state=open',
  'sources',
] as const;

/** Milliseconds of one request, answer read. */
export async function timed({ url, cookie }: DemoServer, path: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(`${url}/api/${path}`, { headers: { cookie } });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return performance.now() - began;
}

/** The 95th of a hundred. */
export function p95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))]!;
}
