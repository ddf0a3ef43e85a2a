import { expect, test } from 'vitest';
import { scaled, tellingScales } from './telling-scales.ts';
import type { SparseRows } from './weigh-features.ts';

/** Four rows over three features: one that all have, one of the first side alone, one of the second. */
const data: SparseRows = {
  starts: Int32Array.from([0, 2, 4, 6, 8]),
  slots: Int32Array.from([0, 1, 0, 1, 0, 2, 0, 2]),
  values: Float32Array.from([0.6, 0.8, 0.8, 0.6, 0.6, 0.8, 0.8, 0.6]),
  width: 3,
};
const rows = Int32Array.from([0, 1, 2, 3]);
const signs = Int8Array.from([1, 1, -1, -1]);

const squares = ({ values }: SparseRows): number => values.reduce((sum, value) => sum + value * value, 0);

test('what one side alone uses is made longer than what both use, on either side alike', () => {
  const [both, ours, others] = tellingScales(data, rows, signs);
  expect(ours).toBeGreaterThan(2 * both!);
  expect(ours).toBeCloseTo(others!, 6);
});

test('rows keep their mean square length, so that the cost of an error stays what it was', () => {
  expect(squares(scaled(data, tellingScales(data, rows, signs)))).toBeCloseTo(squares(data), 5);
});

test('rows that are not learned from have no say', () => {
  const learned = Int32Array.from([0, 2]);
  const scales = tellingScales(data, learned, Int8Array.from([1, -1]));
  const others = { ...data, values: data.values.map((value, at) => (at === 2 || at === 3 ? 9 * value : value)) };
  expect(tellingScales(others, learned, Int8Array.from([1, -1]))).toEqual(scales);
});

test('where no feature tells anything, none is scaled', () => {
  const alike = { ...data, slots: Int32Array.from([0, 1, 0, 2, 0, 1, 0, 2]) };
  for (const scale of tellingScales(alike, rows, signs)) expect(scale).toBeCloseTo(1, 6);
});
