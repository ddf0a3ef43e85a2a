import { expect, test } from 'vitest';
import { assignFolds } from './cross-validate.ts';

test('rows of one group share a fold and every fold gets its share', () => {
  const groups = Array.from({ length: 1000 }, (_, index) => String(index >> 1));
  const folds = assignFolds(groups, 5, 1);
  expect(groups.every((_, index) => folds[index] === folds[index - (index % 2)])).toBe(true);
  const sizes = [0, 1, 2, 3, 4].map((fold) => folds.filter((value) => value === fold).length);
  expect(sizes).toEqual([200, 200, 200, 200, 200]);
});

test('the seed decides the folds', () => {
  const groups = Array.from({ length: 100 }, (_, index) => String(index));
  expect(assignFolds(groups, 5, 1)).toEqual(assignFolds(groups, 5, 1));
  expect(assignFolds(groups, 5, 1)).not.toEqual(assignFolds(groups, 5, 2));
});
