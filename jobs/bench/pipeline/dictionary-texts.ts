import { readGeneralWords } from '#ingest/segment/general-dictionary.ts';
import type { RawText } from './prepare.ts';

/** Words of a text, those of grammar included: 370 characters, as of real appeals. */
const LENGTH = 215;
/** Words of a clause. */
const CLAUSE = 8;
/** Every so many texts one is of an earlier one's matter: it names its place and repeats half of its words. */
const REPEATS = 3;
/** How far back a repeat looks for what it repeats. */
const BACK = 100;

/** Invented texts without end, of words as frequent as in the dictionary; every time the same. */
export function* dictionaryTexts(): Generator<RawText> {
  let seed = 42;
  // Linear congruence of Numerical Recipes: enough for a workload, the same everywhere.
  const random = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const draw = drawWords(random);
  const latest: { place: string; words: readonly string[] }[] = [];
  for (let i = 0; ; i++) {
    const source = i > BACK && i % REPEATS === 0 ? latest[(i - 1 - Math.floor(random() * BACK)) % BACK] : undefined;
    const words = Array.from({ length: LENGTH }, (_, j) => (j % 2 === 0 ? (source?.words[j] ?? draw()) : draw()));
    const place = source?.place ?? `${draw()}${draw()}小区`;
    latest[i % BACK] = { place, words };
    yield {
      key: `dictionary\u001f${i}`,
      reporterKey: '',
      publishedAt: '2020-12-12T01:30:00.000Z',
      title: [place, ...words.slice(0, 6)].join(''),
      text: words.map((word, j) => (j % CLAUSE === CLAUSE - 1 ? `${word}，` : word)).join(''),
    };
  }
}

/** Draws words in proportion to how often they are said. */
function drawWords(random: () => number): () => string {
  const words = readGeneralWords().filter(({ word }) => /^\p{Script=Han}+$/u.test(word));
  const upTo = new Float64Array(words.length);
  let sum = 0;
  for (const [at, { frequency }] of words.entries()) upTo[at] = sum += frequency;
  return () => {
    const wanted = random() * sum;
    let low = 0;
    let high = words.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (upTo[middle]! <= wanted) low = middle + 1;
      else high = middle;
    }
    return words[low]!.word;
  };
}
