import { expect, it } from 'vitest';
import type { WardNode } from '#api/contract/names.ts';
import { lineage } from './ward-tree.ts';

const ward = (code: string, parentCode: string): WardNode => ({
  code,
  name: code,
  level: 'street',
  parentCode,
  households: 0,
  residents: 0,
});
const tree = new Map([ward('1', ''), ward('12', '1'), ward('123', '12'), ward('9', '9')].map((one) => [one.code, one]));

it('leads from the outermost ward in sight to the one asked for', () => {
  expect(lineage(tree, '123').map((one) => one.code)).toEqual(['1', '12', '123']);
});

it('is empty for a ward that the asker does not see', () => {
  expect(lineage(tree, '77')).toEqual([]);
});

it('ends at a ward that names itself as its parent', () => {
  expect(lineage(tree, '9').map((one) => one.code)).toEqual(['9']);
});
