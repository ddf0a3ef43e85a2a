import { formulaLengthAt } from './formula-words.ts';
import type { GroupingDocument } from './grouping-document.ts';
import { bucketOf, gramBucket } from './hash.ts';
import { TermCounter, type Terms } from './term-counter.ts';

/** What a document is compared by, before weighting: each kind outside and inside the document's own names. */
export interface Features {
  words: Terms;
  nameWords: Terms;
  /** Pairs and triples of characters. */
  grams: Terms;
  nameGrams: Terms;
  /** Pairs of characters of the title, each counted once. */
  titlePairs: Terms;
  nameTitlePairs: Terms;
}

/** The title says what a message is about: a word of it counts as three in the text. */
const TITLE_WEIGHT = 3;

// Scratch space, empty between calls: allocating it for each document would cost more than the counting.
const counters = Array.from({ length: 4 }, () => new TermCounter()) as [
  TermCounter,
  TermCounter,
  TermCounter,
  TermCounter,
];

/** Features of a document whose text is clean (NFKC, simplified, masked). */
export function featuresOf(document: GroupingDocument, bodyLength: number): Features {
  const names = document.anchors.join('，');
  return { ...wordsOf(document, names), ...gramsOf(document, names, bodyLength) };
}

function wordsOf(document: GroupingDocument, names: string): Pick<Features, 'words' | 'nameWords'> {
  const [words, nameWords] = counters;
  /** Words come title first: they are the title's as long as each is found behind the one before. */
  let cursor = 0;
  for (const word of document.words) {
    const position = cursor < 0 ? -1 : document.title.indexOf(word, cursor);
    cursor = position < 0 ? -1 : position + word.length;
    (names.includes(word) ? nameWords : words).add(bucketOf(word), position < 0 ? 1 : TITLE_WEIGHT);
  }
  return { words: words.take(), nameWords: nameWords.take() };
}

function gramsOf(document: GroupingDocument, names: string, bodyLength: number): Omit<Features, 'words' | 'nameWords'> {
  const [grams, nameGrams, titlePairs, nameTitlePairs] = counters;
  const inNames = new Set<number>();
  eachGram(names, (id) => inNames.add(id));
  eachGram(document.title, (id, isPair) => {
    const isName = inNames.has(id);
    (isName ? nameGrams : grams).add(id, TITLE_WEIGHT);
    if (isPair && !titlePairs.has(id) && !nameTitlePairs.has(id)) (isName ? nameTitlePairs : titlePairs).add(id, 1);
  });
  eachGram(document.text.slice(0, bodyLength), (id) => (inNames.has(id) ? nameGrams : grams).add(id, 1));
  return {
    grams: grams.take(),
    nameGrams: nameGrams.take(),
    titlePairs: titlePairs.take(),
    nameTitlePairs: nameTitlePairs.take(),
  };
}

/** Pairs and triples of characters; petition formulas, area codes and punctuation part them. */
function eachGram(text: string, take: (id: number, isPair: boolean) => void): void {
  let before = 0;
  let last = 0;
  for (let i = 0; i < text.length; i++) {
    const skipped = formulaLengthAt(text, i) || areaLengthAt(text, i);
    const unit = skipped > 0 ? 0 : text.charCodeAt(i);
    if (!isTextUnit(unit)) {
      before = last = 0;
      i += Math.max(0, skipped - 1);
      continue;
    }
    if (last !== 0) take(gramBucket(last, unit, 0), true);
    if (before !== 0) take(gramBucket(before, last, unit), false);
    before = last;
    last = unit;
  }
}

const areaCode = /[A-Z]\d{0,2}[市区县]/uy;

/** Length of the anonymised area code (A2区) that begins at `at`; 0 when none does. */
function areaLengthAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
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
