import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { typescriptThread } from '../../typescript-thread.ts';
import type { ReportFormat } from './render-report.ts';
import type { RenderTask } from './report-thread.ts';

/** Threads that write reports. */
export interface RenderPool {
  /** How many reports are written at once. */
  threads: number;
  render(task: RenderTask): Promise<Map<ReportFormat, Buffer>>;
  close(): Promise<void>;
}

/** Each thread holds the fonts (60 MB) and what it draws; none starts before the first report, and idle ones end. */
const IDLE_MS = 30_000;

/** Threads for reports, as many as asked; by default one per core, four at most. */
export function createRenderPool(threads = Math.min(4, availableParallelism())): RenderPool {
  const pool = new Piscina({
    ...typescriptThread(new URL('./report-thread.ts', import.meta.url)),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    concurrentTasksPerWorker: 1,
    // What a drawn chart holds outside the heap is given back between turns of the event loop. A thread that sleeps on a
    // lock from task to task, the default, has none: the reports of 565 wards held 7.5 GB.
    atomics: 'disabled',
  });
  return {
    threads,
    render: async (task) => {
      const files = (await pool.run(task)) as [ReportFormat, Uint8Array][];
      return new Map(
        files.map(([format, bytes]) => [format, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)]),
      );
    },
    close: () => pool.destroy(),
  };
}
