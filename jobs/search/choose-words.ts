import { isOneEditAway, soundsAlike } from './alike-words.ts';

/** Why a word is looked for: as typed or holding it, for the same thing, by sound, or by a slip of one character. */
export const wordReasons = ['same', 'synonym', 'sound', 'spelling'] as const;
export type WordReason = (typeof wordReasons)[number];

/** A word to look for. */
export interface ChosenWord {
  word: string;
  reason: WordReason;
  documents: number;
}

/** One thing that was asked, and every word that may stand for it. */
export interface Matter {
  asked: string;
  words: readonly ChosenWord[];
  /** A compound beside its parts only lifts what says it in one word. */
  isRequired: boolean;
}

/** Words that hold the asked one (夜间施工噪音): the frequent ones; each is a list of documents to read. */
const MOST_HOLDING = 60;
/** Corrections tried: the most frequent words alike. */
const MOST_ALIKE = 3;
/** A word that hardly occurs, beside one alike that is so many times as frequent, is taken for a slip. */
const RARE = 3;
const TIMES_AS_FREQUENT = 20;
/** From four characters on a word may be two: 噪音扰民. */
const MIN_COMPOUND = 4;

/** The parts of two and more characters that a word may be cut into, to ask the index about. */
export function partsOf(word: string): string[] {
  if (word.length < MIN_COMPOUND) return [];
  return Array.from({ length: word.length - 3 }, (_, at) => [word.slice(0, at + 2), word.slice(at + 2)]).flat();
}

/** A compound as its two parts where the documents know both, or as it is: what is said in two words is found too. */
export function takeApart(word: string, known: ReadonlyMap<string, number>): string[] {
  let best = { rarer: 0, parts: [word] };
  for (let at = 2; at <= word.length - 2; at++) {
    const parts = [word.slice(0, at), word.slice(at)];
    const rarer = Math.min(...parts.map((part) => known.get(part) ?? 0));
    if (rarer > best.rarer) best = { rarer, parts };
  }
  return best.parts;
}

/** The words of `known` that hold the asked word or a word for the same thing. */
export function chooseKnown(
  { word, synonyms }: { word: string; synonyms: readonly string[] },
  known: ReadonlyMap<string, number>,
): ChosenWord[] {
  const chosen = new Map<string, ChosenWord>();
  for (const said of [word, ...synonyms]) {
    const reason = said === word ? 'same' : 'synonym';
    const holding = [...known].filter(([other]) => other.includes(said)).toSorted((a, b) => b[1] - a[1]);
    for (const [other, documents] of holding.slice(0, MOST_HOLDING))
      if (!chosen.has(other)) chosen.set(other, { word: other, reason, documents });
  }
  return [...chosen.values()];
}

/** Whether a word stands in so few documents that it may be a slip. */
export const isRare = (words: readonly ChosenWord[]): boolean =>
  words.reduce((sum, { documents }) => sum + documents, 0) < RARE;

/** The most frequent words that sound or are written almost like a rare one. */
export function chooseAlike(word: string, alike: ReadonlyMap<string, number>): ChosenWord[] {
  const least = TIMES_AS_FREQUENT * (alike.get(word) ?? 0);
  const chosen = [...alike].flatMap(([other, documents]): ChosenWord[] => {
    if (other === word || documents <= least) return [];
    if (soundsAlike(word, other)) return [{ word: other, reason: 'sound', documents }];
    return isOneEditAway(word, other) ? [{ word: other, reason: 'spelling', documents }] : [];
  });
  // A slip of the keyboard keeps the sound; another character is the second guess.
  const sounding = chosen.filter(({ reason }) => reason === 'sound');
  return (sounding.length > 0 ? sounding : chosen)
    .toSorted((a, b) => b.documents - a.documents || (a.word < b.word ? -1 : 1))
    .slice(0, MOST_ALIKE);
}
