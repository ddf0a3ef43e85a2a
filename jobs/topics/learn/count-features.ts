/** A text to learn from or to classify, normalised (simplified script). */
export interface TextPair {
  title: string;
  /** With or without the title in front. */
  text: string;
}

/** Cuts a text into words, e.g. `createSegmenter().cut`. */
export type Cut = (text: string) => string[];

/** Hashed counts of one text, block after block; block b ends before `ends[b]`. */
export interface FeatureCounts {
  ids: Int32Array;
  counts: Float32Array;
  ends: number[];
}

/** 2^18: below 2^16 collisions cost a point of macro-F1, above 2^18 the weights leave the cache for nothing. */
export const FEATURE_SPACE = 1 << 18;

/**
 * Blocks of features, each scaled to its own length: words, characters, pairs of characters, and the pairs of the
 * title and opening, where the matter is named. Weights by cross-validation (see bench quality).
 */
export const featureBlocks = [
  { name: 'words', weight: 1 },
  { name: 'characters', weight: 0.5 },
  { name: 'character pairs', weight: 0.7 },
  { name: 'character pairs of title and opening', weight: 0.5 },
] as const;

const TITLE_WEIGHT = 2;
const OPENING = 150;
/** Codes of anonymised places (A市, K9县) are names, not matter. */
const PLACE_CODES = /[a-z]\d*[市县区]/g;

const isTelling = new Uint8Array(1 << 16);
for (let code = 0x4e00; code <= 0x9fff; code++) isTelling[code] = 1;
for (const character of 'abcdefghijklmnopqrstuvwxyz0123456789') isTelling[character.charCodeAt(0)] = 1;

function prepare(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(PLACE_CODES, '，');
}

/** One step of FNV-1a over a UTF-16 code unit. */
function mix(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** Spreads the high bits into the ones that are kept (murmur3's finaliser). */
function finish(hash: number): number {
  let value = hash ^ (hash >>> 16);
  value = Math.imul(value, 0x85ebca6b);
  return (value ^ (value >>> 13)) & (FEATURE_SPACE - 1);
}

function hashWord(word: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < word.length; index++) hash = mix(hash, word.charCodeAt(index));
  return finish(hash);
}

/** Counts ids; `take` returns what was counted and forgets it. */
class Tally {
  readonly #counts = new Float32Array(FEATURE_SPACE);
  #touched: number[] = [];

  add(id: number, weight: number): void {
    if (this.#counts[id] === 0) this.#touched.push(id);
    this.#counts[id]! += weight;
  }

  take(ids: number[], counts: number[]): void {
    for (const id of this.#touched) {
      ids.push(id);
      counts.push(this.#counts[id]!);
      this.#counts[id] = 0;
    }
    this.#touched = [];
  }
}

type Part = readonly [text: string, weight: number];

function addWords(tally: Tally, cut: Cut, [text, weight]: Part): void {
  for (const word of cut(text)) {
    if (isTelling[word.charCodeAt(0)] === 1) tally.add(hashWord(word, 1), weight);
  }
}

function addCharacters(tally: Tally, [text, weight]: Part): void {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (isTelling[code] === 1) tally.add(finish(mix(2, code)), weight);
  }
}

function addPairs(tally: Tally, [text, weight]: Part, seed: number): void {
  for (let index = 1; index < text.length; index++) {
    const first = text.charCodeAt(index - 1);
    const second = text.charCodeAt(index);
    if (isTelling[first] === 1 && isTelling[second] === 1) tally.add(finish(mix(mix(seed, first), second)), weight);
  }
}

/** A function that counts the hashed features of a text; it keeps scratch memory, so create one per thread. */
export function createFeatureCounter(cut: Cut): (pair: TextPair) => FeatureCounts {
  const tally = new Tally();
  return ({ title, text }) => {
    const body = prepare(title !== '' && text.startsWith(title) ? text.slice(title.length) : text);
    const parts: Part[] = [
      [prepare(title), TITLE_WEIGHT],
      [body, 1],
    ];
    const opening: Part[] = [parts[0]!, [body.slice(0, OPENING), 1]];
    const ids: number[] = [];
    const counts: number[] = [];
    const block = (list: Part[], add: (part: Part) => void): number => {
      list.forEach(add);
      tally.take(ids, counts);
      return ids.length;
    };
    const ends = [
      block(parts, (part) => addWords(tally, cut, part)),
      block(parts, (part) => addCharacters(tally, part)),
      block(parts, (part) => addPairs(tally, part, 3)),
      block(opening, (part) => addPairs(tally, part, 4)),
    ];
    return { ids: Int32Array.from(ids), counts: Float32Array.from(counts), ends };
  };
}
