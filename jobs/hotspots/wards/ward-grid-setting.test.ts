import { expect, it } from 'vitest';
import type { District } from '#warehouse/model/district.ts';
import { wardGridSetting } from './ward-grid-setting.ts';

const district = {
  streets: [
    { code: '990101001', name: '东街道', communities: [{ code: '990101001001', name: '甲社区' }] },
    { code: '990101002', name: '西街道', communities: [] },
  ],
} as unknown as District;
const problems = (...cells: [ward: string, column: number, row: number][]): string[] =>
  wardGridSetting.check!({ cells: cells.map(([ward, column, row]) => ({ ward, column, row })) }, district);

it('takes tiles that each have a place of their own; a street and a community are on different grids', () => {
  expect(problems(['990101001', 1, 1], ['990101002', 2, 1], ['990101001001', 1, 1])).toEqual([]);
});

it('refuses two tiles in one place, a ward in two places, and a ward that the district does not have', () => {
  expect(problems(['990101001', 1, 1], ['990101002', 1, 1])).toEqual(['990101 第 1 行第 1 列 摆了两个方格']);
  expect(problems(['990101001', 1, 1], ['990101001', 2, 1])).toEqual(['东街道 摆了两处']);
  expect(problems(['990109001', 1, 1])).toEqual(['990109001 不在本区的区域表里']);
});
