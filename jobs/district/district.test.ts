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
    expect(read.problems).toEqual([
      '第 3 行“代码”列：“12”须为 6、9 或 12 位数字',
      '第 5 行：孤儿社区 的街镇不在表里，请加一行 990113009000 和它的名称',
    ]);
  });

  test('names row and column of a count that is none, of a name twice and of a code twice', () => {
    const byNames = readWardTable(
      [
        ['街镇', '居村', '总户数'],
        ['北干街道', '博学社区', '约一千'],
        ['北干街道', '博学社区', '1,000 户'],
        ['北干街道', '城东社区', '1,000 户'],
      ],
      '990113',
    );
    expect(byNames.problems).toEqual([
      '第 2 行“总户数”列：“约一千”不是整数，按 0 计',
      '第 3 行：北干街道 下已经有“博学社区”',
    ]);
    expect(byNames.streets[0]!.communities.map(({ households }) => households)).toEqual([0, 1000]);
    const byCodes = readWardTable(
      [
        ['代码', '名称'],
        ['990113001001', '博学社区'],
        ['990113001000', '北干街道'],
        ['990113001001', '又一个'],
        ['990113001002', ''],
      ],
      '',
    );
    expect(byCodes.streets[0]).toMatchObject({ name: '北干街道', communities: [{ name: '博学社区' }] });
    expect(byCodes.problems).toEqual([
      '第 4 行：990113001001 在第 2 行已经有了',
      '第 5 行“名称”列：990113001002 没有名称',
    ]);
  });

  test('of a whole city gives the district that was asked for, or the one with most rows, and says so', () => {
    const city = [
      ['代码', '名称'],
      ['990112000000', '上游区'],
      ['990112001000', '上游街道'],
      ['990112001001', '上游社区'],
      ['990113000000', '滨江区'],
      ['990113001000', '北干街道'],
      ['990113001001', '博学社区'],
      ['990113001002', '城东社区'],
    ];
    const most = readWardTable(city, '');
    expect([most.districtCode, most.districtName, most.streets.length]).toEqual(['990113', '滨江区', 1]);
    expect(most.problems).toEqual(['表里还有别的区县（990112），只取 990113；要别的请先填它的 6 位区划代码']);
    expect(readWardTable(city, '990112')).toMatchObject({ districtName: '上游区', streets: [{ name: '上游街道' }] });
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
