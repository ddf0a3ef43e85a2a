import type { CorpusStatistics } from './corpus-statistics.ts';
import type { Features, Terms } from './features.ts';

/** Entries per page: 2.3 MB, small enough to give back, large enough to hold 600 documents. */
const PAGE = 1 << 18;
/** 1 + ln(count), the damped weight of a repeated word. */
const damped = Float32Array.from({ length: 256 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)));

interface Page {
  ids: Int32Array;
  counts: Uint8Array;
  weights: Float32Array;
}

/** Where a document's vectors lie: words without names, words of names, grams, title pairs, one after another. */
export interface Vectors {
  page: Page;
  start: number;
  names: number;
  grams: number;
  titles: number;
  end: number;
  /** Factor from the scale of all words to that of the words without names. */
  residualScale: number;
}

/** Statistics of the two vocabularies. */
export interface Vocabulary {
  words: CorpusStatistics;
  grams: CorpusStatistics;
}

/** Sparse vectors of unit length in typed arrays: 9 bytes an entry, nothing for the collector to trace. */
export class VectorStore {
  private page: Page | undefined;
  private used = 0;

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly limits: { wordsKept: number; gramsKept: number },
  ) {}

  /** Stores a document's features, only its strongest entries when it has more than the limits allow. */
  add(features: Features): Vectors {
    const { words, grams } = this.vocabulary;
    const wordCut = cutOf([features.words, features.nameWords], words, this.limits.wordsKept);
    const gramCut = cutOf([features.grams], grams, this.limits.gramsKept);
    const size =
      features.words.ids.length +
      features.nameWords.ids.length +
      features.grams.ids.length +
      features.titlePairs.ids.length;
    const page = this.pageFor(size);
    const start = this.used;
    const names = this.write(page, features.words, words, wordCut);
    const gramStart = this.write(page, features.nameWords, words, wordCut);
    const titles = this.write(page, features.grams, grams, gramCut);
    const end = this.write(page, features.titlePairs, grams, 0);
    const vectors: Vectors = { page, start, names, grams: gramStart, titles, end, residualScale: 1 };
    this.weigh(vectors);
    return vectors;
  }

  /** Weighs a document's entries by today's statistics. */
  weigh(vectors: Vectors): void {
    const { page, start, names, grams, titles, end } = vectors;
    const { words: wordStatistics, grams: gramStatistics } = this.vocabulary;
    const residual = weighRange(page, start, names, wordStatistics);
    const named = weighRange(page, names, grams, wordStatistics);
    scale(page, start, grams, residual + named);
    vectors.residualScale = residual > 0 ? Math.sqrt((residual + named) / residual) : 0;
    scale(page, grams, titles, weighRange(page, grams, titles, gramStatistics));
    scale(page, titles, end, weighRange(page, titles, end, gramStatistics));
  }

  /** Buckets of a document's strongest words, at most `limit`. */
  strongestWords({ page, start, grams }: Vectors, limit: number): Int32Array {
    const order = Array.from({ length: grams - start }, (_, i) => start + i);
    order.sort((a, b) => page.weights[b]! - page.weights[a]! || a - b);
    return Int32Array.from(order.slice(0, limit), (i) => page.ids[i]!);
  }

  private pageFor(size: number): Page {
    if (!this.page || this.used + size > PAGE) {
      const length = Math.max(PAGE, size);
      this.page = { ids: new Int32Array(length), counts: new Uint8Array(length), weights: new Float32Array(length) };
      this.used = 0;
    }
    return this.page;
  }

  private write(page: Page, terms: Terms, statistics: CorpusStatistics, cut: number): number {
    for (let i = 0; i < terms.ids.length; i++) {
      const id = terms.ids[i]!;
      const count = Math.min(255, terms.counts[i]!);
      if (damped[count]! * statistics.idf(id) < cut) continue;
      page.ids[this.used] = id;
      page.counts[this.used] = count;
      this.used += 1;
    }
    return this.used;
  }
}

/** Weighs entries without scaling; gives the sum of squares. */
function weighRange(page: Page, from: number, to: number, statistics: CorpusStatistics): number {
  let squares = 0;
  for (let i = from; i < to; i++) {
    const weight = damped[page.counts[i]!]! * statistics.idf(page.ids[i]!);
    page.weights[i] = weight;
    squares += weight * weight;
  }
  return squares;
}

function scale(page: Page, from: number, to: number, squares: number): void {
  const factor = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  for (let i = from; i < to; i++) page.weights[i]! *= factor;
}

/** The weight from which entries are kept, so that about `limit` of them remain; 0 keeps all. */
function cutOf(groups: readonly Terms[], statistics: CorpusStatistics, limit: number): number {
  const total = groups.reduce((sum, terms) => sum + terms.ids.length, 0);
  if (total <= limit) return 0;
  const weights = new Float32Array(total);
  let at = 0;
  for (const terms of groups)
    for (let i = 0; i < terms.ids.length; i++)
      weights[at++] = damped[Math.min(255, terms.counts[i]!)]! * statistics.idf(terms.ids[i]!);
  return weights.sort()[total - limit]!;
}
