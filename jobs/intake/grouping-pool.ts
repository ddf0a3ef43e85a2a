import { Piscina } from 'piscina';
import type { ClickHouseAddress } from '#warehouse/analytics/analytics.ts';
import { typescriptThread } from '../typescript-thread.ts';
import type { Grouped, GroupingStep, Repaired } from './grouping-thread.ts';

/** The grouping of the district, on a thread of its own so that no queue or request waits for it. */
export interface GroupingPool {
  load(address: ClickHouseAddress): Promise<number>;
  group(steps: GroupingStep[]): Promise<Grouped>;
  repair(settled: string[]): Promise<Repaired>;
  close(): Promise<void>;
}

/** Starts the thread; `load` must come first. */
export function createGroupingPool(): GroupingPool {
  const pool = new Piscina({
    ...typescriptThread(new URL('./grouping-thread.ts', import.meta.url)),
    // One writer per district: the state lives in this one thread.
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: 1,
  });
  return {
    load: (address) => pool.run(address, { name: 'load' }) as Promise<number>,
    group: (steps) => pool.run(steps, { name: 'group' }) as Promise<Grouped>,
    repair: (settled) => pool.run(settled, { name: 'repair' }) as Promise<Repaired>,
    close: () => pool.destroy(),
  };
}
