import { formulaPattern } from './formula-pattern.ts';
import type { GroupingDocument } from './grouping-document.ts';
import { bucketOf, gramBucket } from './hash.ts';

/** Buckets with their counts, in order of first appearance. */
export interface Terms {
  ids: number[];
  counts: number[];
}

/** What a document is compared by, before weighting. */
export interface Features {
  /** Words that are not part of the document's own names. */
  words: Terms;
  /** Words inside its names. */
  nameWords: Terms;
  /** Pairs and triples of characters outside and inside the document's own names. */
  grams: Terms;
  nameGrams: Terms;
  /** Pairs of characters of the title, each counted once, outside and inside its names. */
  titlePairs: Terms;
  nameTitlePairs: Terms;
}

/** The title says what a message is about: a word of it counts as three in the text. */
const TITLE_WEIGHT = 3;

const counter = (): { add(id: number, weight: number): void; terms: Terms } => {
  const positions = new Map<number, number>();
  const terms: Terms = { ids: [], counts: [] };
  return {
    terms,
    add(id, weight) {
      const position = positions.get(id);
      if (position === undefined) {
        positions.set(id, terms.ids.length);
        terms.ids.push(id);
        terms.counts.push(weight);
      } else terms.counts[position]! += weight;
    },
  };
};

/** Features of a document whose text is clean (NFKC, simplified, masked). Pure. */
export function featuresOf(document: GroupingDocument, bodyLength: number): Features {
  const words = counter();
  const nameWords = counter();
  const names = document.anchors.join('，');
  let cursor = 0;
  for (const word of document.words) {
    const position = cursor < 0 ? -1 : document.title.indexOf(word, cursor);
    cursor = position < 0 ? -1 : position + word.length;
    const target = names.includes(word) ? nameWords : words;
    target.add(bucketOf(word), position < 0 ? 1 : TITLE_WEIGHT);
  }
  const grams = counter();
  const nameGrams = counter();
  const titlePairs = counter();
  const nameTitlePairs = counter();
  const inNames = new Set<number>();
  eachGram(names, (id) => inNames.add(id));
  eachGram(document.title, (id, isPair) => {
    const named = inNames.has(id);
    (named ? nameGrams : grams).add(id, TITLE_WEIGHT);
    if (isPair) (named ? nameTitlePairs : titlePairs).add(id, 1);
  });
  eachGram(document.text.slice(0, bodyLength), (id) => (inNames.has(id) ? nameGrams : grams).add(id, 1));
  return {
    words: words.terms,
    nameWords: nameWords.terms,
    grams: grams.terms,
    nameGrams: nameGrams.terms,
    titlePairs: titlePairs.terms,
    nameTitlePairs: nameTitlePairs.terms,
  };
}

/** Pairs and triples of characters; petition formulas, area codes and punctuation part them. */
function eachGram(source: string, take: (id: number, isPair: boolean) => void): void {
  const text = source.replace(formulaPattern, ' ');
  let before = 0;
  let last = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const inside = isTextUnit(unit);
    if (inside && last !== 0) {
      take(gramBucket(last, unit, 0), true);
      if (before !== 0) take(gramBucket(before, last, unit), false);
    }
    before = inside ? last : 0;
    last = inside ? unit : 0;
  }
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
