import { describe, expect, test } from 'vitest';
import {
  addCommunity,
  addStreet,
  closeWard,
  dropWard,
  editWard,
  mergeWards,
  moveWard,
  splitWard,
} from './ward-edit.ts';

const community = (code: string, name: string, estates: string[] = []) => ({
  code,
  name,
  aliases: [],
  households: 100,
  residents: 300,
  estates: estates.map((one) => ({ name: one, aliases: [], households: 40 })),
});
const streets = [
  {
    code: '990113001',
    name: '北干街道',
    aliases: [],
    communities: [community('990113001001', '甲社区', ['甲苑', '乙苑']), community('990113001002', '乙社区', ['丙苑'])],
  },
  { code: '990113002', name: '罗店镇', aliases: [], communities: [community('990113002007', '富锦社区')] },
];
const day = '2026-12-01';
const find = (tree: typeof streets, code: string) =>
  tree.flatMap((one) => one.communities).find((one) => one.code === code);

describe('Wards', () => {
  test('are added under the next free code, renamed, and taken out again', () => {
    const added = addCommunity(streets, '990113002', { name: '新社区' });
    expect(added[1]!.communities.at(-1)).toMatchObject({ code: '990113002008', name: '新社区', households: 0 });
    expect(dropWard(added, '990113002008')).toEqual(streets);
    expect(addStreet(streets, '990113', { street: '新镇', community: '一村' })[2]).toMatchObject({
      code: '990113003',
      communities: [{ code: '990113003001', name: '一村' }],
    });
    expect(editWard(streets, '990113001', { name: '新北干街道' })[0]).toMatchObject({
      name: '新北干街道',
      code: '990113001',
    });
  });

  test('that merge are closed, and one that has what was theirs begins on the same day', () => {
    const merged = mergeWards(streets, ['990113001001', '990113001002'], { name: '甲乙社区', day });
    expect(merged[0]!.communities.map(({ validTo }: { validTo?: string | undefined }) => validTo)).toEqual([
      day,
      day,
      undefined,
    ]);
    expect(merged[0]!.communities[2]).toMatchObject({
      code: '990113001003',
      validFrom: day,
      aliases: ['甲社区', '乙社区'],
      households: 200,
      residents: 600,
      estates: [{ name: '甲苑' }, { name: '乙苑' }, { name: '丙苑' }],
    });
  });

  test('that are split give some estates to a new one and keep the rest', () => {
    const split = splitWard(streets, '990113001001', { name: '丁社区', day, estates: ['乙苑'] });
    expect(find(split as typeof streets, '990113001001')!.estates).toMatchObject([
      { name: '甲苑' },
      { name: '乙苑', validTo: day },
    ]);
    expect(find(split as typeof streets, '990113001003')).toMatchObject({
      name: '丁社区',
      validFrom: day,
      households: 40,
      estates: [{ name: '乙苑', validFrom: day }],
    });
  });

  test('that move take a code of the other street; to their own or an unknown one they do not', () => {
    const moved = moveWard(streets, '990113001002', '990113002', day);
    expect(find(moved as typeof streets, '990113001002')).toMatchObject({ validTo: day });
    expect(find(moved as typeof streets, '990113002008')).toMatchObject({
      name: '乙社区',
      validFrom: day,
      residents: 300,
    });
    expect(moveWard(streets, '990113001002', '990113001', day)).toEqual(streets);
    expect(moveWard(streets, '990113001002', '990113009', day)).toEqual(streets);
  });

  test('of a closed street are closed with it', () => {
    const closed = closeWard(streets, '990113001', day);
    expect(closed[0]).toMatchObject({ validTo: day, communities: [{ validTo: day }, { validTo: day }] });
    expect(closed[1]).toEqual(streets[1]);
  });
});
