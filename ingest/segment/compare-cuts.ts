import type { Segmenter } from './segmenter.ts';

/** How a lexicon changes the cut of some texts. */
export interface CutComparison {
  /** Texts of which any word changed. */
  changed: number;
  /** Words that became whole, most frequent first. */
  joined: { word: string; count: number }[];
  /** Words that were whole and are torn now, with an example: what a bad entry does to its neighbours. */
  torn: { word: string; count: number; into: string }[];
}

/** Cuts texts with both segmenters; a torn word is the price of the joined ones and should be looked at. */
export function compareCuts(texts: readonly string[], before: Segmenter, after: Segmenter): CutComparison {
  const joined = new Map<string, number>();
  const torn = new Map<string, { count: number; into: string }>();
  let changed = 0;
  for (const text of texts) {
    const [old, now] = [spansOf(before.cut(text)), spansOf(after.cut(text))];
    const news = [...now.keys()].filter((span) => !old.has(span));
    if (news.length === 0) continue;
    changed += 1;
    for (const span of news) {
      const word = now.get(span)!;
      if (word.length > 1) joined.set(word, (joined.get(word) ?? 0) + 1);
    }
    for (const [span, word] of old) {
      if (word.length < 2 || now.has(span)) continue;
      const [start, end] = span.split(' ').map(Number) as [number, number];
      const covering = [...now].filter(([other]) => overlaps(other, start, end)).map(([, piece]) => piece);
      // A word that lies whole inside a longer one was joined, not torn.
      if (covering.length < 2) continue;
      torn.set(word, { count: (torn.get(word)?.count ?? 0) + 1, into: covering.join('/') });
    }
  }
  return {
    changed,
    joined: [...joined].map(([word, count]) => ({ word, count })).toSorted(most),
    torn: [...torn].map(([word, found]) => ({ word, ...found })).toSorted(most),
  };
}

const most = (a: { count: number; word: string }, b: { count: number; word: string }): number =>
  b.count - a.count || (a.word < b.word ? -1 : 1);

/** Words by their place, `start end`. */
function spansOf(words: readonly string[]): Map<string, string> {
  let start = 0;
  return new Map(words.map((word) => [`${start} ${(start += word.length)}`, word]));
}

function overlaps(span: string, start: number, end: number): boolean {
  const [from, to] = span.split(' ').map(Number) as [number, number];
  return from < end && to > start;
}
