import { describe, expect, test } from 'vitest';
import { readWardTable } from './read-ward-table.ts';
import { starterDistrict, suggestedDepartments } from './starter-district.ts';

describe('A ward table', () => {
  test('of the statistical bureau gives streets and committees by their 12-digit codes', () => {
    const read = readWardTable(
      [
        ['2023 年统计用区划代码'],
        ['统计用区划代码', '名称'],
        ['990113000000', '滨江区'],
        ['990113001000', '北干街道'],
        ['990113001001', '博学社区居委会'],
        ['990113001002', '城东社区居委会'],
        ['990113002000', '开发区'],
      ],
      '',
    );
    expect(read.districtCode).toBe('990113');
    expect(read.streets).toMatchObject([
      { code: '990113001', name: '北干街道', communities: [{ code: '990113001001' }, { code: '990113001002' }] },
    ]);
    expect(read.problems).toEqual(['开发区 下没有居村，已略去']);
  });

  test('of names alone gets codes, and takes merged cells, counts with commas and lists of estates', () => {
    const read = readWardTable(
      [
        ['街镇', '居村', '户数', '常住人口', '小区'],
        ['北干街道', '博学社区', '1,042', '3,006', '博学苑、学府花园'],
        ['', '城东社区', 800, 2000, ''],
        ['罗店镇', '富锦社区', '', '', ''],
      ],
      '990113',
    );
    expect(read.problems).toEqual([]);
    expect(read.streets.map(({ code, communities }) => [code, communities.map((one) => one.code)])).toEqual([
      ['990113001', ['990113001001', '990113001002']],
      ['990113002', ['990113002001']],
    ]);
    expect(read.streets[0]!.communities[0]).toMatchObject({
      households: 1042,
      residents: 3006,
      estates: [{ name: '博学苑' }, { name: '学府花园' }],
    });
  });

  test('without a header it knows says what is missing; a bad row is named and the rest used', () => {
    expect(readWardTable([['甲', '乙']], '990113').problems[0]).toContain('没有找到表头');
    const read = readWardTable(
      [
        ['代码', '名称'],
        ['990113001', '北干街道'],
        ['12', '坏行'],
        ['990113001001', '博学社区'],
        ['990113009001', '孤儿社区'],
      ],
      '',
    );
    expect(read.streets[0]!.communities).toHaveLength(1);
    expect(read.problems).toHaveLength(2);
  });
});

test('A starter district sends each category to its department and everything else to the last', () => {
  const { streets } = readWardTable(
    [
      ['街镇', '居村'],
      ['北干街道', '博学社区'],
    ],
    '990113',
  );
  const departments = suggestedDepartments().filter(({ kind }) => kind !== 'housing');
  const district = starterDistrict({ code: '990113', name: '滨江区', streets, departments });
  const codes = new Set(district.departments.map(({ code }) => code));
  expect(district.routing.every(({ lead, assist }) => [lead, ...assist].every((code) => codes.has(code)))).toBe(true);
  expect(district.routing.some(({ topic }) => topic === '08')).toBe(true);
  expect(district.routing.some(({ topic }) => topic === '01')).toBe(false);
  expect(district.routing.at(-1)).toMatchObject({ topic: '', ward: '', lead: 'centre' });
});
