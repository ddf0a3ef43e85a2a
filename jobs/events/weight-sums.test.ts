import { expect, test } from 'vitest';
import { WeightSums } from './weight-sums.ts';

/** Orders that are taken of what was added: order, weight, and whether the word is in a name. */
function taken(
  added: readonly (readonly [number, number, boolean])[],
  leastAlone: (order: number) => number,
): number[] {
  const sums = new WeightSums(100, 3);
  // Of an earlier search nothing is left.
  for (let order = 0; order < 50; order++) sums.add(order, 1, false);
  sums.takeStrongest(0, () => 0);
  for (const [order, weight, isName] of added) sums.add(order, weight, isName);
  return [...sums.takeStrongest(0.5, leastAlone)];
}

test('the largest sums are taken, largest first, of equal ones the newest, and none below the least', () => {
  const added = [
    [1, 0.25],
    [2, 0.5],
    [3, 0.5],
    [4, 0.25],
    [1, 0.5],
    [4, 0.125],
    [5, 0.25],
  ] as const;
  expect(
    taken(
      added.map(([order, weight]) => [order, weight, false]),
      () => 0,
    ),
  ).toEqual([1, 3, 2]);
});

test('a single word that is in no name must weigh more where that is asked, two words or a name need not', () => {
  const added = [
    [1, 0.6, false],
    [2, 0.6, true],
    [3, 0.3, false],
    [3, 0.3, false],
    [4, 0.6, false],
  ] as const;
  expect(taken(added, (order) => (order === 4 ? 0.6 : 0.7))).toEqual([4, 3, 2]);
});
