import type { CorpusStatistics } from './corpus-statistics.ts';
import type { Features } from './features.ts';
import { BUCKETS } from './hash.ts';
import type { Terms } from './term-counter.ts';

/** Entries per page: 1.5 MB, small enough to give back, large enough to hold 600 documents. */
const PAGE = 1 << 18;
/** An entry is a bucket in its low bits and a count above them. */
const COUNT_SHIFT = Math.log2(BUCKETS);
export const BUCKET_MASK = BUCKETS - 1;
/** Weights (0–1) are stored in steps of this: finer than any two cosines that matter. */
export const WEIGHT_STEP = 1 / 65_535;
/** 1 + ln(count), the damped weight of a repeated word. */
const damped = Float32Array.from({ length: 256 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)));

interface Page {
  entries: Int32Array;
  weights: Uint16Array;
}

/** A sparse vector of unit length within a page: entries outside the document's names, then those inside. */
export interface Section {
  start: number;
  names: number;
  end: number;
  /** Factor that brings the part outside the names to unit length. */
  residualScale: number;
}

/** Where a document's vectors lie. */
export interface Vectors {
  page: Page;
  words: Section;
  grams: Section;
  titles: Section;
}

/** Statistics of the two vocabularies. */
export interface Vocabulary {
  words: CorpusStatistics;
  grams: CorpusStatistics;
}

/** Sparse vectors of unit length in typed arrays: 6 bytes an entry, nothing for the collector to trace. */
export class VectorStore {
  private page: Page | undefined;
  private used = 0;

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly limits: { wordsKept: number; gramsKept: number },
  ) {}

  /** Stores and counts a document's features, only its strongest entries when it has more than the limits allow. */
  add(features: Features): Vectors {
    const { words, grams } = this.vocabulary;
    const { wordsKept, gramsKept } = this.limits;
    const size = Object.values(features).reduce((sum: number, terms: Terms) => sum + terms.ids.length, 0);
    const page = this.pageFor(size);
    const vectors: Vectors = {
      page,
      words: this.write(page, [features.words, features.nameWords], words, wordsKept),
      grams: this.write(page, [features.grams, features.nameGrams], grams, gramsKept),
      titles: this.write(page, [features.titlePairs, features.nameTitlePairs], grams, gramsKept),
    };
    this.count(vectors, 1);
    this.weigh(vectors);
    return vectors;
  }

  /** Takes a document out of the statistics; its page is freed with the last document on it. */
  remove(vectors: Vectors): void {
    this.count(vectors, -1);
  }

  /** Weighs a document's entries by today's statistics. */
  weigh({ page, words, grams, titles }: Vectors): void {
    weighSection(page, words, this.vocabulary.words);
    weighSection(page, grams, this.vocabulary.grams);
    weighSection(page, titles, this.vocabulary.grams);
  }

  /** A document's strongest words, at most `limit`, strongest first. */
  strongestWords({ page, words }: Vectors, limit: number): { ids: Int32Array; weights: Float32Array } {
    const { weights } = page;
    const order: number[] = [];
    for (let i = words.start; i < words.end; i++) {
      let at = order.length;
      while (at > 0 && weights[i]! > weights[order[at - 1]!]!) at -= 1;
      if (at === limit) continue;
      if (order.length === limit) order.pop();
      order.splice(at, 0, i);
    }
    return {
      ids: Int32Array.from(order, (i) => page.entries[i]! & BUCKET_MASK),
      weights: Float32Array.from(order, (i) => weights[i]! * WEIGHT_STEP),
    };
  }

  private count({ page, words, grams }: Vectors, sign: 1 | -1): void {
    countSection(page, words, this.vocabulary.words, sign);
    countSection(page, grams, this.vocabulary.grams, sign);
  }

  private pageFor(size: number): Page {
    if (!this.page || this.used + size > PAGE) {
      const length = Math.max(PAGE, size);
      this.page = { entries: new Int32Array(length), weights: new Uint16Array(length) };
      this.used = 0;
    }
    return this.page;
  }

  private write(page: Page, [outside, inside]: [Terms, Terms], statistics: CorpusStatistics, limit: number): Section {
    const cut = cutOf([outside, inside], statistics, limit);
    const start = this.used;
    const names = this.append(page, outside, statistics, cut);
    return { start, names, end: this.append(page, inside, statistics, cut), residualScale: 1 };
  }

  private append(page: Page, terms: Terms, statistics: CorpusStatistics, cut: number): number {
    for (let i = 0; i < terms.ids.length; i++) {
      const id = terms.ids[i]!;
      const count = Math.min(255, terms.counts[i]!);
      if (damped[count]! * statistics.idf(id) < cut) continue;
      page.entries[this.used] = (count << COUNT_SHIFT) | id;
      this.used += 1;
    }
    return this.used;
  }
}

function countSection({ entries }: Page, { start, end }: Section, statistics: CorpusStatistics, sign: 1 | -1): void {
  statistics.countDocument(sign);
  for (let i = start; i < end; i++) statistics.count(entries[i]! & BUCKET_MASK, sign);
}

/** Weights of the section being weighed, before they are scaled to unit length. */
let raw = new Float32Array(1 << 12);

function weighSection({ entries, weights }: Page, section: Section, statistics: CorpusStatistics): void {
  const { start, names, end } = section;
  if (end - start > raw.length) raw = new Float32Array(end - start);
  let residual = 0;
  let squares = 0;
  for (let i = start; i < end; i++) {
    const entry = entries[i]!;
    const weight = damped[entry >>> COUNT_SHIFT]! * statistics.idf(entry & BUCKET_MASK);
    raw[i - start] = weight;
    squares += weight * weight;
    if (i < names) residual += weight * weight;
  }
  const factor = squares > 0 ? 1 / (WEIGHT_STEP * Math.sqrt(squares)) : 0;
  for (let i = start; i < end; i++) weights[i] = Math.round(raw[i - start]! * factor);
  section.residualScale = residual > 0 ? Math.sqrt(squares / residual) : 0;
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
