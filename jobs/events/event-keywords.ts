import { readDomainLexicon } from '#ingest/segment/user-dictionary.ts';
import { CharacterPositions } from './character-positions.ts';
import type { EventMember } from './event-member.ts';

const KEYWORDS = 5;
/** A word of the trade tells more than an ordinary one, a department less: it is whom people write to. */
const trade = new Map(readDomainLexicon().map(({ word, tag }) => [word, tag === 'nt' ? 0.7 : 1.6]));

/** Directions and turns of phrase that the texts need as words and an event is not told by. */
const dull = new Set('以东 以西 以南 以北 东侧 西侧 南侧 北侧 有无 为此 出过 可用 刻不容缓 涉嫌 有限公司'.split(' '));
/** The code of an anonymised area, as in A3区. */
const code = /^[A-Z]\d{0,2}$/u;

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
  const weights = weigh(members);
  const left = [...weights.keys()];
  const values = [...weights.values()];
  const words: string[] = [];
  // Five are wanted of a hundred: no need to sort them all.
  while (words.length < KEYWORDS) {
    const at = strongest(left, values);
    if (at === -1) break;
    const word = left[at]!;
    values[at] = TAKEN;
    if (dull.has(word) || code.test(word)) continue;
    if (!words.some((chosen) => chosen.includes(word) || word.includes(chosen))) words.push(word);
  }
  return { words, weights };
}

const inTitle = new CharacterPositions();

/** What each word weighs that at least a quarter of the members use. */
function weigh(members: readonly EventMember[]): Map<string, number> {
  const weights = new Map<string, number>();
  const holders = new Map<string, number>();
  // Of four members and fewer each word is a quarter's.
  const areMany = members.length > 4;
  for (const { title, tokens } of members) {
    inTitle.set(title);
    for (const word of new Set(tokens)) {
      if (word.length < 2) continue;
      const value = (inTitle.indexOf(word) >= 0 ? 1.5 : 1) * (trade.get(word) ?? 1);
      weights.set(word, (weights.get(word) ?? 0) + value);
      if (areMany) holders.set(word, (holders.get(word) ?? 0) + 1);
    }
  }
  for (const [word, count] of holders) if (count < members.length / 4) weights.delete(word);
  return weights;
}

/** Below every weight. */
const TAKEN = -1;

/** Where the word of the largest weight stands, of equal ones the first by its characters; -1 when all are taken. */
function strongest(words: readonly string[], values: readonly number[]): number {
  let best = -1;
  let most = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value < most || (value === most && best !== -1 && words[at]! > words[best]!)) continue;
    best = at;
    most = value;
  }
  return best;
}
