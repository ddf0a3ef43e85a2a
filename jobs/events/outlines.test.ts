import { expect, test } from 'vitest';
import { syntheticDocuments } from '../bench/synthetic-documents.ts';
import { CorpusStatistics } from './corpus-statistics.ts';
import { FeatureCounter } from './features.ts';
import { defaultGroupingParameters } from './grouping-parameters.ts';
import { Outlines } from './outlines.ts';
import { Spread } from './spread.ts';
import { type Vectors, VectorStore } from './vector-store.ts';

const HELD = 1_200;
const source = syntheticDocuments();
const counter = new FeatureCounter();
const vocabulary = { words: new CorpusStatistics(), grams: new CorpusStatistics() };
const store = new VectorStore(vocabulary, defaultGroupingParameters);
const vectors = Array.from({ length: 5_000 }, () => store.add(counter.count(source.next().value!)));

/** Words and title of a document as a subject, and how alike another is to it. */
function subject(of: Vectors) {
  const [words, titles] = [new Spread(), new Spread()];
  words.set(of, of.words);
  titles.set(of, of.titles);
  const alike = (other: Vectors): number => {
    words.dot(other, other.words);
    titles.dot(other, other.titles);
    return words.cosine + titles.cosine;
  };
  return { words, titles, alike };
}

test('an outline refuses nothing that is alike enough, and hardly anything passes that is not', () => {
  let newest = 0;
  const outlines = new Outlines(() => Math.max(0, newest - HELD));
  for (; newest < vectors.length; newest++) outlines.add(newest, vectors[newest]!);
  for (let i = 0; i < HELD; i += 7) {
    outlines.weigh(newest - 1 - i, vectors[newest - 1 - i]!);
  }
  const orders = Int32Array.from({ length: HELD }, (_, i) => vectors.length - 1 - i);
  for (const least of [0.02, 0.1, 0.3]) {
    const { words, titles, alike } = subject(vectors.at(-1)!);
    const kept = [...outlines.keepAlike(orders.slice(), vectors.length, { words, titles, least })];
    const [enough, nearly] = [least, least - 0.002].map((bound) =>
      [...orders].filter((order) => alike(vectors[order]!) >= bound),
    );
    expect(kept).toEqual(expect.arrayContaining(enough!));
    expect(nearly).toEqual(expect.arrayContaining(kept));
    expect(kept.length).toBeLessThan(HELD / 2);
  }
});

test('a document without an outline is kept', () => {
  const outlines = new Outlines(() => 0);
  outlines.add(0, vectors[0]!);
  const { words, titles } = subject(vectors[4_000]!);
  expect([...outlines.keepAlike(Int32Array.of(2, 0, 1), 1, { words, titles, least: 9 })]).toEqual([2, 1]);
});
