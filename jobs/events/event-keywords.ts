import { readDomainLexicon } from '#ingest/segment/user-dictionary.ts';
import type { EventMember } from './event-member.ts';

const KEYWORDS = 5;
/** A word of the trade tells more than an ordinary one, a department less: it is whom people write to. */
const trade = new Map(readDomainLexicon().map(({ word, tag }) => [word, tag === 'nt' ? 0.7 : 1.6]));

export interface Keywords {
  /** At most five, strongest first. */
  words: string[];
  /** Weight of every word that at least a quarter of the members use. */
  weights: ReadonlyMap<string, number>;
}

/**
 * The words that most members use, each counted once per member and half again when it stands in
 * the title; a word that lies inside a stronger one is left out.
 */
export function eventKeywords(members: readonly EventMember[]): Keywords {
  const weights = new Map<string, number>();
  const holders = new Map<string, number>();
  for (const { title, tokens } of members) {
    for (const word of new Set(tokens)) {
      if (word.length < 2) continue;
      const value = (title.includes(word) ? 1.5 : 1) * (trade.get(word) ?? 1);
      weights.set(word, (weights.get(word) ?? 0) + value);
      holders.set(word, (holders.get(word) ?? 0) + 1);
    }
  }
  for (const [word, count] of holders) if (count < members.length / 4) weights.delete(word);
  const left = new Map(weights);
  const words: string[] = [];
  while (words.length < KEYWORDS && left.size > 0) {
    const word = strongest(left);
    left.delete(word);
    if (!words.some((chosen) => chosen.includes(word) || word.includes(chosen))) words.push(word);
  }
  return { words, weights };
}

/** The word of the largest weight, of equal ones the first by its characters. Five are wanted of a hundred: no need to sort them all. */
function strongest(weights: ReadonlyMap<string, number>): string {
  let best = '';
  let most = -1;
  for (const [word, weight] of weights) {
    if (weight < most || (weight === most && word > best)) continue;
    best = word;
    most = weight;
  }
  return best;
}
