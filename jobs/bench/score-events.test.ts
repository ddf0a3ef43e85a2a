import { expect, test } from 'vitest';
import { type GoldEvent, scoreEvents } from './score-events.ts';

const gold: GoldEvent[] = [
  { id: 'a', tier: 'main', core: ['1', '2', '3'], optional: ['9'], nearMiss: ['7', '8'] },
  { id: 'b', tier: 'minor', core: ['4', '5'], optional: [], nearMiss: [] },
];
const clusters = (pairs: Record<string, string>): Map<string, string> => new Map(Object.entries(pairs));

test('a perfect clustering scores 1, and neutral ids do not count', () => {
  const score = scoreEvents(clusters({ 1: 'x', 2: 'x', 3: 'x', 9: 'x', 4: 'y', 5: 'y' }), gold);
  expect(score).toEqual({ bcubedPrecision: 1, bcubedRecall: 1, bcubedF1: 1, bestF1: 1, nearMissRate: 0 });
});

test('ids that the clustering does not name stand alone', () => {
  const score = scoreEvents(clusters({}), gold);
  expect(score.bcubedPrecision).toBe(1);
  expect(score.bcubedRecall).toBeCloseTo((3 * (1 / 3) + 2 * (1 / 2)) / 5);
});

test('a split event loses recall, a foreign member precision', () => {
  const score = scoreEvents(clusters({ 1: 'x', 2: 'x', 7: 'x', 3: 'z', 4: 'y', 5: 'y' }), gold);
  // Members 1 and 2 see {1, 2, 7}: precision 2/3, recall 2/3; member 3 sees itself: 1 and 1/3.
  expect(score.bcubedPrecision).toBeCloseTo((2 / 3 + 2 / 3 + 1 + 1 + 1) / 5);
  expect(score.bcubedRecall).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5);
  expect(score.nearMissRate).toBe(1 / 2);
  expect(score.bestF1).toBeCloseTo((2 / 3 + 1) / 2);
});
