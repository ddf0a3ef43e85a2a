import { Piscina } from 'piscina';
import { roomForTexts, typescriptThread } from '../typescript-thread.ts';
import type { EventAct } from '../events/grouping-document.ts';
import type { Grouped, GroupingStep, LoadReport, LoadRequest, Repaired } from './grouping-thread.ts';
import type { SnapshotAt } from './load-grouping.ts';

/** The grouping of the district, on a thread of its own so that no queue or request waits for it. */
export interface GroupingPool {
  load(request: LoadRequest): Promise<LoadReport>;
  /** Writes a snapshot of the state as it is when its turn comes. */
  save(at: SnapshotAt): Promise<{ documents: number; ms: number }>;
  group(steps: GroupingStep[]): Promise<Grouped>;
  repair(options: { settled: string[]; newest: number | null }): Promise<Repaired>;
  act(act: EventAct): Promise<Repaired>;
  close(): Promise<void>;
}

/** Starts the thread; `load` must come first. */
export function createGroupingPool(): GroupingPool {
  const pool = new Piscina({
    ...typescriptThread(new URL('./grouping-thread.ts', import.meta.url)),
    ...roomForTexts,
    // One writer per district: the state lives in this one thread.
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: 1,
  });
  return {
    load: (request) => pool.run(request, { name: 'load' }) as Promise<LoadReport>,
    save: (at) => pool.run(at, { name: 'save' }) as Promise<{ documents: number; ms: number }>,
    group: (steps) => pool.run(steps, { name: 'group' }) as Promise<Grouped>,
    repair: (options) => pool.run(options, { name: 'repair' }) as Promise<Repaired>,
    act: (act) => pool.run(act, { name: 'act' }) as Promise<Repaired>,
    close: () => pool.destroy(),
  };
}
