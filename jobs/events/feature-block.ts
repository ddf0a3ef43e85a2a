import type { Features, FeatureCounter } from './features.ts';
import type { GroupingDocument } from './grouping-document.ts';

/** Features of some documents in two arrays, which another thread takes over without copying them. */
export interface FeatureBlock {
  /** With room behind the last. */
  entries: Int32Array;
  /** Where the parts of each document end in `entries`, see BOUNDS. */
  bounds: Int32Array;
}

/** Per document: start, then the names' start and the end of words, grams and titles, which follow each other. */
const BOUNDS = 7;

/** Room to begin with for each document: what a message of 370 characters has, and a half more. */
const ROOM = 1_000;

/**
 * Counts the features of documents in a thread that prepares them for the one that groups. `room` is the entries of a
 * block that has been read: memory from the system is filled with zeros page by page, which costs a third of the counting.
 */
export function countBlock(
  documents: readonly GroupingDocument[],
  counter: FeatureCounter,
  room: Int32Array = new Int32Array(documents.length * ROOM),
): FeatureBlock {
  const bounds = new Int32Array(documents.length * BOUNDS);
  let used = 0;
  for (const [at, document] of documents.entries()) {
    const { entries, words, grams, titles } = counter.count(document);
    const own = [words.start, words.names, words.end, grams.names, grams.end, titles.names, titles.end];
    bounds.set(
      own.map((bound) => used + bound),
      at * BOUNDS,
    );
    if (used + titles.end > room.length) {
      const before = room;
      room = new Int32Array((used + titles.end) * 2);
      room.set(before);
    }
    room.set(entries.subarray(0, titles.end), used);
    used += titles.end;
  }
  return { entries: room, bounds };
}

/** The features of the `index`-th document of a block. */
export function featuresOf({ entries, bounds }: FeatureBlock, index: number): Features {
  const bound = (at: number): number => bounds[index * BOUNDS + at]!;
  return {
    entries,
    words: { start: bound(0), names: bound(1), end: bound(2) },
    grams: { start: bound(2), names: bound(3), end: bound(4) },
    titles: { start: bound(4), names: bound(5), end: bound(6) },
  };
}
