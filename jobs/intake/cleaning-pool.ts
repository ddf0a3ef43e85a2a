import { Piscina } from 'piscina';
import type { ExtraWord } from '#ingest/segment/user-dictionary.ts';
import { typescriptThread } from '../typescript-thread.ts';
import type { CleaningSetup, CleaningTask, SharedLexicon } from './clean-thread.ts';
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
export function createCleaningPool(
  setup: CleaningSetup,
  threads: number,
  /** The words that hold now; the same list until they change. Without it, the district's places alone. */
  extraWords?: () => readonly ExtraWord[],
): CleaningPool {
  let told: readonly ExtraWord[] | undefined;
  let lexicon: SharedLexicon | undefined;
  /** Encoded once per change; what is handed over with each task is memory that all threads share. */
  const currentLexicon = (): SharedLexicon | undefined => {
    const words = extraWords?.();
    if (words === undefined || words === told) return lexicon;
    told = words;
    const bytes = Buffer.from(JSON.stringify(words));
    const shared = new SharedArrayBuffer(bytes.length);
    new Uint8Array(shared).set(bytes);
    return (lexicon = { number: (lexicon?.number ?? 0) + 1, bytes: shared });
  };
  const pool = new Piscina({
    ...typescriptThread(new URL('./clean-thread.ts', import.meta.url)),
    minThreads: threads,
    maxThreads: threads,
    workerData: setup,
  });
  return {
    clean: (task) => pool.run({ ...task, lexicon: currentLexicon() }) as Promise<CleanedBatch>,
    close: () => pool.destroy(),
  };
}
