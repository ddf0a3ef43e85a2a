import { expect, test } from 'vitest';
import { trainSvm } from './train-svm.ts';
import type { SparseRows } from './weigh-features.ts';

/** Dense points in the plane as sparse rows. */
function rowsOf(points: [number, number][]): SparseRows {
  return {
    starts: Int32Array.from({ length: points.length + 1 }, (_, row) => row * 2),
    slots: Int32Array.from(points.flatMap(() => [0, 1])),
    values: Float32Array.from(points.flat()),
    width: 2,
  };
}

const all = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);

test('separable points fall on their sides', () => {
  const points: [number, number][] = [
    [2, 1],
    [3, 2],
    [-2, -1],
    [-1, -3],
  ];
  const signs = Int8Array.from([1, 1, -1, -1]);
  const { weights, bias } = trainSvm(rowsOf(points), all(4), signs, { cost: 1, seed: 1 });
  const sides = points.map(([x, y]) => Math.sign(weights[0]! * x + weights[1]! * y + bias));
  expect(sides).toEqual([1, 1, -1, -1]);
});

test('two opposite points are separated with the least norm: the maximum margin', () => {
  // With points ±(1, 0) the hard-margin solution is w = (1, 0), b = 0.
  const data = rowsOf([
    [1, 0],
    [-1, 0],
  ]);
  const { weights, bias } = trainSvm(data, all(2), Int8Array.from([1, -1]), { cost: 10, seed: 1 });
  expect(weights[0]).toBeCloseTo(1, 1);
  expect(weights[1]).toBeCloseTo(0, 5);
  expect(bias).toBeCloseTo(0, 1);
});

test('one wrong label among many does not turn the plane', () => {
  const right: [number, number][] = Array.from({ length: 20 }, (_, index) => [index % 2 === 0 ? 1 : -1, 0.1]);
  const points: [number, number][] = [...right, [1, 0.1]];
  const signs = Int8Array.from([...right.map(([x]) => x), -1]);
  const { weights, bias } = trainSvm(rowsOf(points), all(21), signs, { cost: 1, seed: 1 });
  expect(weights[0]! * 1 + weights[1]! * 0.1 + bias).toBeGreaterThan(0);
});

test('the same seed gives the same plane to the last bit', () => {
  const points = Array.from({ length: 50 }, (_, i): [number, number] => [Math.sin(i), Math.cos(i * 3)]);
  const signs = Int8Array.from(points, ([x, y]) => (x + 0.3 * y > 0 ? 1 : -1));
  const train = () => trainSvm(rowsOf(points), all(50), signs, { cost: 1, seed: 7 });
  expect(train()).toEqual(train());
});
