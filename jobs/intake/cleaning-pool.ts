import { Piscina } from 'piscina';
import type { ExtraWord } from '#ingest/segment/user-dictionary.ts';
import { roomForTexts, typescriptThread } from '../typescript-thread.ts';
import type { SharedModel } from '../topics/topic-model.ts';
import type { StoredDocument } from './analyse-again.ts';
import type { CleaningSetup, CleaningTask, Knowledge, SharedLexicon } from './clean-thread.ts';
import type { CleanedBatch } from './cleaned-batch.ts';

/** Threads that clean rows. */
export interface CleaningPool {
  clean(task: CleaningTask): Promise<CleanedBatch>;
  /** Stored documents by the words and the model that hold now, packed for the intake log. */
  again(documents: readonly StoredDocument[]): Promise<Uint8Array>;
  /** The version that documents are analysed by now. */
  version(): Promise<string>;
  close(): Promise<void>;
}

/** What may change while the threads run. */
export interface ChangingKnowledge {
  /** The words that hold now; the same list until they change. Without it, the district's places alone. */
  words?: () => readonly ExtraWord[];
  /** The model at work now; the same object until it changes. */
  model?: () => Promise<SharedModel | undefined>;
}

/**
 * Starts the threads. Their number is fixed: each reads its dictionaries in half a second and keeps them, some
 * 100 MB with its modules.
 */
export function createCleaningPool(
  setup: CleaningSetup,
  threads: number,
  { words, model }: ChangingKnowledge = {},
): CleaningPool {
  const currentLexicon = lexiconSharer(words);
  const pool = new Piscina({
    ...typescriptThread(new URL('./clean-thread.ts', import.meta.url)),
    ...roomForTexts,
    minThreads: threads,
    maxThreads: threads,
    workerData: setup,
  });
  const knowledge = async (): Promise<Knowledge> => ({ lexicon: currentLexicon(), model: await model?.() });
  return {
    clean: async (task) => pool.run({ ...task, ...(await knowledge()) }) as Promise<CleanedBatch>,
    again: async (documents) =>
      pool.run({ documents, ...(await knowledge()) }, { name: 'again' }) as Promise<Uint8Array>,
    version: async () => pool.run(await knowledge(), { name: 'version' }) as Promise<string>,
    close: () => pool.destroy(),
  };
}

/** The words as memory that all threads share, encoded once per change. */
function lexiconSharer(words: ChangingKnowledge['words']): () => SharedLexicon | undefined {
  let told: readonly ExtraWord[] | undefined;
  let lexicon: SharedLexicon | undefined;
  return () => {
    const now = words?.();
    if (now === undefined || now === told) return lexicon;
    told = now;
    const bytes = Buffer.from(JSON.stringify(now));
    const shared = new SharedArrayBuffer(bytes.length);
    new Uint8Array(shared).set(bytes);
    return (lexicon = { number: (lexicon?.number ?? 0) + 1, bytes: shared });
  };
}
