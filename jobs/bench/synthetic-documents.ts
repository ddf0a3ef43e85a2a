import type { GroupingDocument } from '../events/grouping-document.ts';

/** Distinct words; the r-th is used in proportion to 1/r, as words of a language are. */
const VOCABULARY = 30_000;
/** Words per document: the mean of real appeals. */
const LENGTH = 60;
/** Every so many documents one is of an earlier one's matter: it names its place and repeats half of its words. */
const REPEATS = 3;

const wordAt = (rank: number): string =>
  String.fromCharCode(0x4e00 + (rank % 2_500), 0x4e00 + 2_500 + (Math.floor(rank * 7.3) % 2_500));

/** How far back a repeat looks for what it repeats. */
const BACK = 100;

/** Invented documents without end, with the word statistics of real ones: every time the same. */
export function* syntheticDocuments(): Generator<GroupingDocument> {
  let seed = 42;
  // Linear congruence of Numerical Recipes: enough for a workload, the same everywhere.
  const random = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const draw = (): string => wordAt(Math.floor(VOCABULARY ** random()));
  const latest: { place: string; words: readonly string[] }[] = [];
  for (let i = 0; ; i++) {
    const source = i > BACK && i % REPEATS === 0 ? latest[(i - 1 - Math.floor(random() * BACK)) % BACK] : undefined;
    const words = Array.from({ length: LENGTH }, (_, j) => (j % 2 === 0 ? (source?.words[j] ?? draw()) : draw()));
    const place = source?.place ?? `${wordAt(Math.floor(random() * VOCABULARY))}苑`;
    const title = [place, ...words.slice(0, 5)].join('');
    latest[i % BACK] = { place, words };
    yield {
      key: `synthetic\u001f${i}`,
      title,
      text: words.join(''),
      words,
      anchors: [place],
      wardCode: '',
      topicCode: '9900',
      reporterKey: '',
      publishedAt: '2020-12-12T01:30:00.000Z',
      kind: 'post',
    };
  }
}
