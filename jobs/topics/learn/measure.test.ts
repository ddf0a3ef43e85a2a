import { expect, test } from 'vitest';
import { type Judged, macroF1, scoreLabels, thresholdFor } from './measure.ts';

const judged = (said: number, right: number, confidence = 1): Judged => ({ said, right, second: 0, confidence });

test('scores of a label follow their definitions', () => {
  const items = [judged(0, 0), judged(0, 0), judged(0, 1), judged(1, 1), judged(1, 0)];
  expect(scoreLabels(items, ['甲', '乙'])[0]).toEqual({
    label: '甲',
    rows: 3,
    precision: 2 / 3,
    recall: 2 / 3,
    f1: 2 / 3,
  });
  expect(macroF1(items, ['甲', '乙'])).toBeCloseTo((2 / 3 + 1 / 2) / 2, 10);
});

test('a label that is never right scores 0, not NaN', () => {
  expect(macroF1([judged(0, 1)], ['甲', '乙'])).toBe(0);
});

test('the threshold is the lowest confidence that keeps the precision', () => {
  const items = Array.from({ length: 100 }, (_, index) => judged(0, index < 80 ? 0 : index % 2, 1 - index / 100));
  const threshold = thresholdFor(items, 0.95);
  const kept = items.filter(({ confidence }) => confidence >= threshold);
  expect(kept.filter(({ said, right }) => said === right).length / kept.length).toBeGreaterThanOrEqual(0.95);
  expect(kept.length).toBeGreaterThan(80);
});

test('no threshold is promised on a handful of predictions', () => {
  expect(thresholdFor([judged(0, 0), judged(0, 0)], 0.9)).toBeGreaterThan(1);
});
