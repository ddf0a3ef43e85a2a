import { Piscina } from 'piscina';
import { typescriptThread } from '../typescript-thread.ts';
import type { CleaningSetup, CleaningTask } from './clean-thread.ts';
import type { CleanedBatch } from './cleaned-batch.ts';

/** Threads that clean rows. */
export interface CleaningPool {
  clean(task: CleaningTask): Promise<CleanedBatch>;
  close(): Promise<void>;
}

/**
 * Starts the threads. Their number is fixed: each reads its dictionaries in half a second and keeps them, some
 * 100 MB with its modules.
 */
export function createCleaningPool(setup: CleaningSetup, threads: number): CleaningPool {
  const pool = new Piscina({
    ...typescriptThread(new URL('./clean-thread.ts', import.meta.url)),
    minThreads: threads,
    maxThreads: threads,
    workerData: setup,
  });
  return { clean: (task) => pool.run(task) as Promise<CleanedBatch>, close: () => pool.destroy() };
}
