import { Piscina } from 'piscina';
import type { ExtraWord } from '#ingest/segment/user-dictionary.ts';
import type { Analytics } from '#warehouse/analytics/analytics.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import { listRefusedWords, replaceWordProposals } from '#warehouse/ledger/topics/word-proposals.ts';
import type { NewWord } from '../topics/new-words/find-new-words.ts';
import { typescriptThread } from '../typescript-thread.ts';

export interface ProposeDeps {
  analytics: Analytics;
  ledger: Ledger;
  /** The words that are known now. */
  words: () => readonly ExtraWord[];
  now: () => Date;
}

/** Looks for new words in a thread of its own, which ends with the look, and puts them before a person. Again is the same. */
export async function proposeWords({ analytics, ledger, words, now }: ProposeDeps): Promise<number> {
  const refused = await listRefusedWords(ledger);
  const thread = typescriptThread(new URL('../topics/new-words/words-thread.ts', import.meta.url));
  const pool = new Piscina({ ...thread, maxThreads: 1 });
  try {
    const task = { address: analytics.address, words: words(), refused };
    const found = (await pool.run(task)) as NewWord[];
    await replaceWordProposals(ledger, now().toISOString(), found);
    return found.length;
  } finally {
    await pool.destroy();
  }
}
