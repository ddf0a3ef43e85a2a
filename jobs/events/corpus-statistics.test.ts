import { expect, test } from 'vitest';
import { CorpusStatistics } from './corpus-statistics.ts';

test('a term of more than 65 535 documents is counted on, and all others stay what they were', () => {
  const statistics = new CorpusStatistics();
  const entries = Int32Array.of(7, 5);
  statistics.count(entries, { start: 1, end: 2 }, 1);
  for (let i = 0; i < 70_000; i++) {
    statistics.countDocument(1);
    statistics.count(entries, { start: 0, end: 1 }, 1);
  }
  const { counts } = statistics.freeze();
  expect([counts[7], counts[5], counts[6]]).toEqual([70_000, 1, 0]);
  const thawed = new CorpusStatistics();
  thawed.thaw(statistics.freeze());
  thawed.count(entries, { start: 0, end: 2 }, -1);
  expect([...thawed.freeze().counts.subarray(5, 8)]).toEqual([0, 0, 69_999]);
  // What was thawed is a copy.
  expect(counts[7]).toBe(70_000);
  expect(thawed.idf(5)).toBeCloseTo(Math.log(70_001 / 0.5), 10);
});
