import { expect, test } from 'vitest';
import { matchPicks } from './match-picks.ts';

const wards = Array.from({ length: 100 }, (_, i) => ({
  value: `990113001${String(i).padStart(3, '0')}`,
  name: `第${i}社区`,
}));

test('A choice is found by any part of its name, by its code, and by several words', () => {
  expect(matchPicks(wards, '第7社').picks.map(({ name }) => name)).toEqual(['第7社区']);
  expect(matchPicks(wards, '001042').picks.map(({ name }) => name)).toEqual(['第42社区']);
  expect(matchPicks(wards, '99 社区').picks).toHaveLength(60);
  expect(matchPicks(wards, '镇')).toEqual({ picks: [], more: 0 });
});

test('A long list is cut, and says by how much', () => {
  const { picks, more } = matchPicks(wards, ' ');
  expect([picks.length, more]).toEqual([60, 40]);
});
