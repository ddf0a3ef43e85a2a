import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { DemoServer } from '../demo-server.ts';

/** Dashboards held open by a process of their own, so that reading them does not delay the request that is timed. */
export interface OpenStreams {
  pid: number;
  /** Ends the streams; gives how many events they heard, and how many of them the server had ended before. */
  close(): Promise<{ events: number; ended: number }>;
}

const loader = import.meta.resolve('@oxc-node/core/register');
const file = fileURLToPath(new URL('hold-streams.ts', import.meta.url));

/** Opens that many live streams; resolves once all are open. */
export async function openStreams({ url, cookie }: DemoServer, count: number): Promise<OpenStreams> {
  const child = spawn(process.execPath, ['--import', loader, file, url, String(count)], {
    // Not on the command line, where every process of the machine may read it.
    env: { ...process.env, MINQING_STREAM_COOKIE: cookie },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done) throw new Error('the process that holds the streams has ended');
    return line.value;
  };
  await next();
  return {
    pid: child.pid!,
    close: async () => {
      child.stdin.end();
      const [said] = await Promise.all([next(), once(child, 'close')]);
      return JSON.parse(said) as { events: number; ended: number };
    },
  };
}
