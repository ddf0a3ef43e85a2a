import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DictionaryWord } from './dictionary.ts';
import { readWordList } from './word-list.ts';

/** A word that the segmenter must keep whole, with its part of speech (jieba's tags: ns place, nt body …). */
export interface ExtraWord {
  word: string;
  tag: string;
}

/**
 * Frequency given to every user word. 20 000 of the dictionary's 60 million is enough that a
 * whole word always beats its split into two ordinary parts, and still lets a longer word win.
 */
const WORD_FREQUENCY = 20_000;

/** The domain lexicon shipped with the product: departments, facilities, complaint vocabulary. */
export function readDomainLexicon(): ExtraWord[] {
  const lines = readFileSync(new URL('./domain-lexicon.txt', import.meta.url), 'utf8').split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      const [tag = 'n', ...words] = line.split(' ');
      return words.map((word) => ({ word, tag }));
    });
}

/** Words that go before the general dictionary, and their version: equal words give an equal one on every machine. */
export interface UserDictionary {
  words: DictionaryWord[];
  version: string;
}

/**
 * One user dictionary of all words; of two entries for a word the later counts, so that a
 * district's gazetteer overrides the shipped lexicon. Words that hold white space or are of one
 * character are left out: one would join what is not a word, the other split what is.
 */
export function buildUserDictionary(extra: readonly ExtraWord[]): UserDictionary {
  const tags = new Map(extra.filter(({ word }) => /^\S{2,}$/u.test(word)).map(({ word, tag }) => [word, tag]));
  const words = [...tags].map(([word, tag]) => ({ word, frequency: WORD_FREQUENCY, tag }));
  const lines = words.map(({ word, frequency, tag }) => `${word} ${frequency} ${tag}`).sort();
  const hash = createHash('sha256').update(`${lines.join('\n')}\n`);
  for (const list of ['stop-words', 'formula-words'] as const) hash.update([...readWordList(list)].join(' '));
  return { words, version: hash.digest('hex').slice(0, 12) };
}
