import type { Segmenter } from '#ingest/segment/segmenter.ts';
import { readWordList } from '#ingest/segment/word-list.ts';

/** A string that stands in texts like a word and that the dictionary does not know. */
export interface NewWord {
  word: string;
  /** Texts that hold it. */
  texts: number;
  /** Least pointwise mutual information of its parts, in bits: how much more often they stand together than by chance. */
  cohesion: number;
  /** Smaller of the two branching entropies, in bits: how freely what stands before and behind it changes. */
  freedom: number;
}

export interface FindOptions {
  /** Fewer texts are one matter's wording, or one author's. */
  minTexts: number;
  minCohesion: number;
  minFreedom: number;
  limit: number;
}

/**
 * Chosen by reading what 4 326 real messages give: below these values phrases prevail (相关部门, 小区内). The precision that
 * was read stands in docs/benchmarks.md.
 */
export const findDefaults: FindOptions = { minTexts: 5, minCohesion: 8, minFreedom: 1.5, limit: 50 };

/** Joined words of at most so many parts and characters; longer ones are phrases. */
const MAX_PARTS = 3;
const MAX_LENGTH = 7;
/** Tags that no part of a name has: particles, pronouns, adverbs, conjunctions, prepositions, numerals, times, directions, suffixes. */
const EXCLUDED = /^(u|r|d|c|p|m|q|y|e|o|t|f|x|w|k|eng)/;
/** What only says where beside another word (小区内), or that there are many (业主们). */
const AFFIXES = new Set('内外上下里前后中旁边们等处时人让派去来到没');
/** What texts of petition are made of joins with everything. */
const REFRAIN = new Set([...readWordList('stop-words'), ...readWordList('formula-words')]);
const HAN = /^\p{Script=Han}+$/u;

interface Candidate {
  word: string;
  parts: string[];
  texts: number;
  lastText: number;
  count: number;
  left: Map<string, number>;
  right: Map<string, number>;
}

/**
 * New words in texts: neighbouring words that stand together more often than by chance (pointwise mutual information;
 * Church & Hanks 1990) while what surrounds them changes (branching entropy; Jin & Tanaka-Ishii 2006). Counted over the
 * cut, not over characters: what the dictionary keeps whole is never taken apart. Most telling first.
 */
export function findNewWords(
  texts: readonly string[],
  segmenter: Pick<Segmenter, 'tag'>,
  options: FindOptions = findDefaults,
): NewWord[] {
  const cut = texts.map((text) => segmenter.tag(text).map(({ word, tag }) => ({ word, isPart: isPart(word, tag) })));
  const { candidates, counts, total } = countCandidates(cut, options.minTexts);
  const found: NewWord[] = [];
  for (const candidate of candidates.values()) {
    if (candidate.texts < options.minTexts) continue;
    const cohesion = cohesionOf(candidate, { counts, candidates, total });
    const freedom = Math.min(entropy(candidate.left), entropy(candidate.right));
    if (cohesion < options.minCohesion || freedom < options.minFreedom) continue;
    found.push({ word: candidate.word, texts: candidate.texts, cohesion: round(cohesion), freedom: round(freedom) });
  }
  const scoreOf = ({ texts: n, cohesion, freedom }: NewWord): number =>
    Math.log2(1 + n) * cohesion * Math.sqrt(freedom);
  return found.toSorted((a, b) => scoreOf(b) - scoreOf(a) || (a.word < b.word ? -1 : 1)).slice(0, options.limit);
}

type Cut = readonly { word: string; isPart: boolean }[];

function isPart(word: string, tag: string): boolean {
  if (!HAN.test(word) || EXCLUDED.test(tag) || REFRAIN.has(word)) return false;
  return word.length > 1 || !(AFFIXES.has(word) || tag.startsWith('v'));
}

function countCandidates(cut: readonly Cut[], minTexts: number) {
  const counts = new Map<string, number>();
  let total = 0;
  for (const words of cut)
    for (const { word } of words) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      total += 1;
    }
  const candidates = new Map<string, Candidate>();
  cut.forEach((words, text) => {
    for (let from = 0; from < words.length; from++)
      for (let parts = 2; parts <= MAX_PARTS; parts++) {
        const span = words.slice(from, from + parts);
        // A part that is rare cannot make a frequent whole.
        if (span.length < parts || span.some(({ word, isPart: fits }) => !fits || counts.get(word)! < minTexts)) break;
        const word = span.map((one) => one.word).join('');
        if (word.length > MAX_LENGTH) break;
        note(
          candidates,
          { word, parts: span.map((one) => one.word) },
          {
            text,
            left: words[from - 1]?.word ?? `^${text}`,
            right: words[from + parts]?.word ?? `$${text}`,
          },
        );
      }
  });
  return { candidates, counts, total };
}

function note(
  candidates: Map<string, Candidate>,
  { word, parts }: Pick<Candidate, 'word' | 'parts'>,
  seen: { text: number; left: string; right: string },
): void {
  let one = candidates.get(word);
  if (!one) {
    one = { word, parts, texts: 0, lastText: -1, count: 0, left: new Map(), right: new Map() };
    candidates.set(word, one);
  }
  one.count += 1;
  if (one.lastText === seen.text) return;
  // Neighbours are counted once a text, or one author's refrain would make a word.
  one.lastText = seen.text;
  one.texts += 1;
  one.left.set(seen.left, (one.left.get(seen.left) ?? 0) + 1);
  one.right.set(seen.right, (one.right.get(seen.right) ?? 0) + 1);
}

interface Counted {
  counts: ReadonlyMap<string, number>;
  candidates: ReadonlyMap<string, Candidate>;
  total: number;
}

/** Over every way to take it in two. */
function cohesionOf({ parts, count }: Candidate, { counts, candidates, total }: Counted): number {
  const countOf = (some: string[]): number =>
    some.length === 1 ? counts.get(some[0]!)! : (candidates.get(some.join(''))?.count ?? count);
  let least = Infinity;
  for (let at = 1; at < parts.length; at++) {
    const apart = countOf(parts.slice(0, at)) * countOf(parts.slice(at));
    least = Math.min(least, Math.log2((count * total) / apart));
  }
  return least;
}

function entropy(neighbours: ReadonlyMap<string, number>): number {
  let all = 0;
  for (const n of neighbours.values()) all += n;
  let bits = 0;
  for (const n of neighbours.values()) bits -= (n / all) * Math.log2(n / all);
  return bits;
}

const round = (value: number): number => Math.round(value * 100) / 100;
