import { expect, test } from 'vitest';
import { Spread } from './spread.ts';
import type { Section, Vectors } from './vector-store.ts';

/** A vector of equal weights; the last `inside` entries lie in the document's names. */
function vectorOf(ids: readonly number[], inside: number): [Vectors, Section] {
  const weight = Math.round(65_535 / Math.sqrt(ids.length));
  const page = { entries: Int32Array.from(ids), weights: new Uint16Array(ids.length).fill(weight) };
  const outside = ids.length - inside;
  const residualScale = Math.sqrt(ids.length / outside);
  const section = { start: 0, names: outside, end: ids.length, residualScale };
  return [{ page, words: section, grams: section, titles: section, index: { start: 0, end: 0 } }, section];
}

// 4096 apart: one slot of the table; a thousand: more than there is room for at first.
const mine = [...Array.from({ length: 50 }, (_, i) => i * 4096), ...Array.from({ length: 950 }, (_, i) => i * 7 + 2)];
const other = mine.filter((_, i) => i % 4 === 0).concat(Array.from({ length: 750 }, (_, i) => i * 11 + 100_000));

test('a dot product counts shared buckets only, whole and outside the names', () => {
  const spread = new Spread();
  spread.set(...vectorOf(mine, 0));
  spread.dot(...vectorOf(other, 500));
  expect(spread.cosine).toBeCloseTo(0.25, 3);
  expect(spread.residualCosine).toBeCloseTo(250 / Math.sqrt(1000 * 500), 3);
  spread.clear();
  spread.dot(...vectorOf(other, 500));
  expect(spread.cosine).toBe(0);
});

test('what is sought is found in the pass that takes the dot product', () => {
  const spread = new Spread();
  const title = new Spread();
  spread.set(...vectorOf(mine, 0));
  title.set(...vectorOf(other.slice(240, 260), 0));
  expect(title.dotFinding(title, ...vectorOf(other, 0))).toBeCloseTo(1, 3);
  expect(spread.dotFinding(title, ...vectorOf(mine, 0))).toBeCloseTo(0.5, 3);
  expect(spread.cosine).toBeCloseTo(1, 3);
});
