import { formulaLengthAt } from './formula-words.ts';
import type { GroupingDocument } from './grouping-document.ts';
import { defaultGroupingParameters } from './grouping-parameters.ts';
import { bucketOf, gramBucket } from './hash.ts';
import { TermCounter, type Terms } from './term-counter.ts';

/**
 * What a document is compared by, before weighting. It depends on nothing but the document, so any thread may count it.
 */
export interface Features {
  /** A bucket in the low bits of each, its count above them. */
  entries: Int32Array;
  words: Terms;
  /** Pairs and triples of characters. */
  grams: Terms;
  /** Pairs of characters of the title, each counted once. */
  titles: Terms;
}

/** The title says what a message is about: a word of it counts as three in the text. */
const TITLE_WEIGHT = 3;

/** Counts a document's features into scratch space of its own: allocating it each time would cost more than the counting. */
export class FeatureCounter {
  private readonly terms = { words: new TermCounter(), grams: new TermCounter(), titles: new TermCounter() };
  private entries = new Int32Array(1 << 13);
  /** 1 for the units of a document's names: most words begin with none of them. */
  private readonly inNames = new Uint8Array(0x10000);

  /** `bodyLength` as in the parameters of the grouping that will use the features. */
  constructor(private readonly bodyLength: number = defaultGroupingParameters.bodyLength) {}

  /** Features of a document whose text is clean (NFKC, simplified, masked); valid until the next call. */
  count(document: GroupingDocument): Features {
    const { words, grams, titles } = this.terms;
    words.clear();
    grams.clear();
    titles.clear();
    const names = document.anchors.join('，');
    this.countWords(document, names);
    this.countGrams(names, 0, false);
    this.countGrams(document.title, TITLE_WEIGHT, true);
    this.countGrams(document.text, 1, false);
    const most = words.length + grams.length + titles.length;
    if (most > this.entries.length) this.entries = new Int32Array(most * 2);
    const { entries } = this;
    const ofWords = words.writeTo(entries, 0);
    const ofGrams = grams.writeTo(entries, ofWords.end);
    return { entries, words: ofWords, grams: ofGrams, titles: titles.writeTo(entries, ofGrams.end) };
  }

  private countWords(document: GroupingDocument, names: string): void {
    const { words } = this.terms;
    /** Words come title first: they are the title's as long as each is found behind the one before. */
    let cursor = 0;
    for (let i = 0; i < names.length; i++) this.inNames[names.charCodeAt(i)] = 1;
    for (const word of document.words) {
      const position = cursor < 0 ? -1 : document.title.indexOf(word, cursor);
      cursor = position < 0 ? -1 : position + word.length;
      const isName = this.inNames[word.charCodeAt(0)] === 1 && names.includes(word);
      words.add(words.at(bucketOf(word), isName), position < 0 ? 1 : TITLE_WEIGHT);
    }
    for (let i = 0; i < names.length; i++) this.inNames[names.charCodeAt(i)] = 0;
  }

  /**
   * Adds pairs and triples of characters with `weight`; weight 0 marks them as inside names. Petition formulas, area
   * codes and punctuation part them.
   */
  private countGrams(text: string, weight: number, isTitle: boolean): void {
    const { grams, titles } = this.terms;
    const isName = weight === 0;
    // A title and a list of names are never as long.
    const length = Math.min(text.length, this.bodyLength);
    let before = 0;
    let last = 0;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      const skipped = formulaLengthAt(text, i, unit) || areaLengthAt(text, i, unit);
      if (skipped > 0 || !isTextUnit(unit)) {
        before = last = 0;
        i += Math.max(0, skipped - 1);
        continue;
      }
      if (last !== 0) {
        const pair = gramBucket(last, unit, 0);
        const position = grams.at(pair, isName);
        grams.add(position, weight);
        if (isTitle) titles.counts[titles.at(pair, grams.isName[position] === 1)] = 1;
        if (before !== 0) grams.add(grams.at(gramBucket(before, last, unit), isName), weight);
      }
      before = last;
      last = unit;
    }
  }
}

const areaCode = /[A-Z]\d{0,2}[市区县]/uy;

/** Length of the anonymised area code (A2区) that begins at `at` with `unit`; 0 when none does. */
function areaLengthAt(text: string, at: number, unit: number): number {
  if (unit < 0x41 || unit > 0x5a) return 0;
  areaCode.lastIndex = at;
  return areaCode.exec(text)?.[0].length ?? 0;
}

/** Han, Latin letter or digit. */
function isTextUnit(unit: number): boolean {
  return (
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x61 && unit <= 0x7a)
  );
}
