import type { CorpusStatistics } from './corpus-statistics.ts';
import type { Features } from './features.ts';
import { BUCKET_MASK } from './hash.ts';
import { type Stretch, Strongest } from './strongest.ts';
import type { Terms } from './term-counter.ts';
import { weightCut } from './weight-cut.ts';

/** Entries per page: 0.8 MB, 250 letters or 800 short posts. */
const PAGE = 1 << 17;
/** Weights (0–1) are stored in steps of this: finer than any two cosines that matter. */
export const WEIGHT_STEP = 1 / 65_535;

export interface Page {
  entries: Int32Array;
  weights: Uint16Array;
}

/** A sparse vector of unit length within a page: entries outside the document's names, then those inside. */
export interface Section extends Terms {
  /** Factor that brings the part outside the names to unit length. */
  residualScale: number;
}

/** Where a document's vectors lie. */
export interface Vectors {
  page: Page;
  words: Section;
  grams: Section;
  titles: Section;
  /** The strongest words by which the document is found, strongest first, with their weights at arrival. */
  index: Stretch;
}

/** Statistics of the two vocabularies. */
export interface Vocabulary {
  words: CorpusStatistics;
  grams: CorpusStatistics;
}

/** Sparse vectors of unit length in typed arrays: 6 bytes an entry, nothing for the collector to trace. */
export class VectorStore {
  private page: Page | undefined;
  /** A page that is filled next: no new one is made for each that is given back. */
  private spare: Page | undefined;
  private used = 0;
  /** Weights of the terms that a section may hold, and of those that it does. */
  private space = { raw: new Float32Array(1 << 12), kept: new Float32Array(1 << 12) };
  private readonly strongest: Strongest;

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly limits: { wordsKept: number; gramsKept: number; indexTerms: number },
    private readonly pageEntries = PAGE,
  ) {
    this.strongest = new Strongest(limits.indexTerms);
  }

  /** Stores and counts a document's features, only its strongest entries when it has more than the limits allow. */
  add({ entries, words, grams, titles }: Features): Vectors {
    const { vocabulary, limits } = this;
    const page = this.pageFor(titles.end - words.start + limits.indexTerms);
    vocabulary.words.countDocument(1);
    vocabulary.grams.countDocument(1);
    const ofWords = { statistics: vocabulary.words, limit: limits.wordsKept, isNew: 1 } as const;
    const ofGrams = { statistics: vocabulary.grams, limit: limits.gramsKept, isNew: 1 } as const;
    const vectors: Vectors = {
      page,
      words: this.write(page, { entries, ...words }, ofWords),
      grams: this.write(page, { entries, ...grams }, ofGrams),
      titles: this.write(page, { entries, ...titles }, { ...ofGrams, isNew: 0 }),
      index: { start: this.used, end: this.used },
    };
    this.writeIndex(vectors);
    return vectors;
  }

  /** Takes back a page that nothing lies on any more. */
  giveBack(page: Page): void {
    if (page.entries.length === this.pageEntries) this.spare = page;
  }

  /** Takes a document out of the statistics. */
  remove({ page, words, grams }: Vectors): void {
    this.vocabulary.words.countDocument(-1);
    this.vocabulary.words.count(page.entries, words, -1);
    this.vocabulary.grams.countDocument(-1);
    this.vocabulary.grams.count(page.entries, grams, -1);
  }

  /** Weighs a document's entries by today's statistics. */
  weigh({ page, words, grams, titles }: Vectors): void {
    this.weighSection(page, words, this.vocabulary.words);
    this.weighSection(page, grams, this.vocabulary.grams);
    this.weighSection(page, titles, this.vocabulary.grams);
  }

  private pageFor(size: number): Page {
    if (!this.page || this.used + size > this.page.entries.length) {
      const fits = size <= this.pageEntries ? this.spare : undefined;
      if (fits) this.spare = undefined;
      this.page = fits ?? emptyPage(Math.max(this.pageEntries, size));
      this.used = 0;
    }
    return this.page;
  }

  /** Writes terms as a section, with the weights that they have once they are counted; `isNew` is 1 where that is done here. */
  private write(page: Page, terms: Terms & { entries: Int32Array }, options: WriteOptions): Section {
    const { entries, start, names, end } = terms;
    const { statistics, limit, isNew } = options;
    const { raw, kept } = this.scratch(end - start);
    statistics.weigh(entries, terms, isNew, raw);
    const cut = weightCut(raw, end - start, limit);
    const section: Section = { start: this.used, names: this.used, end: this.used, residualScale: 1 };
    for (let i = start; i < end; i++) {
      if (i === names) section.names = this.used;
      if (raw[i - start]! < cut) continue;
      kept[this.used - section.start] = raw[i - start]!;
      page.entries[this.used++] = entries[i]!;
    }
    section.end = this.used;
    if (isNew === 1) statistics.count(page.entries, section, 1);
    if (names === end) section.names = section.end;
    toUnitLength(page, section, kept);
    return section;
  }

  /** Notes the strongest words; the spread of entries that follows them in the page is theirs. */
  private writeIndex({ page, words, index }: Vectors): void {
    const { entries, weights } = page;
    for (const i of this.strongest.of(weights, words)) {
      entries[this.used] = entries[i]! & BUCKET_MASK;
      weights[this.used] = weights[i]!;
      this.used += 1;
    }
    index.end = this.used;
  }

  private weighSection(page: Page, section: Section, statistics: CorpusStatistics): void {
    const { start, end } = section;
    const { kept } = this.scratch(end - start);
    statistics.weigh(page.entries, section, 0, kept);
    toUnitLength(page, section, kept);
  }

  /** Scratch space for so many weights. */
  private scratch(length: number): { raw: Float32Array; kept: Float32Array } {
    const { raw, kept } = this.space;
    if (length <= raw.length) return { raw, kept };
    return (this.space = { raw: new Float32Array(length * 2), kept: new Float32Array(length * 2) });
  }
}

const emptyPage = (entries: number): Page => ({ entries: new Int32Array(entries), weights: new Uint16Array(entries) });

/** Brings the raw weights of a section to unit length. */
function toUnitLength({ weights }: Page, section: Section, raw: Float32Array): void {
  const { start, names, end } = section;
  let residual = 0;
  for (let i = 0; i < names - start; i++) residual += raw[i]! * raw[i]!;
  let squares = residual;
  for (let i = names - start; i < end - start; i++) squares += raw[i]! * raw[i]!;
  const factor = squares > 0 ? 1 / (WEIGHT_STEP * Math.sqrt(squares)) : 0;
  for (let i = start; i < end; i++) weights[i] = Math.round(raw[i - start]! * factor);
  section.residualScale = residual > 0 ? Math.sqrt(squares / residual) : 0;
}

interface WriteOptions {
  statistics: CorpusStatistics;
  limit: number;
  isNew: 0 | 1;
}
