import { expect, test } from 'vitest';
import { joinWardTable } from './join-ward-table.ts';
import { readWardTable } from './read-ward-table.ts';

const read = (rows: string[][], code = '') => readWardTable([['街镇', '居村', '户数', '小区'], ...rows], code).streets;
const streets = read(
  [
    ['北干街道', '甲社区', '100', '甲苑'],
    ['北干街道', '乙社区', '200', ''],
    ['罗店镇', '富锦社区', '300', ''],
  ],
  '990113',
);

test('A table changes the wards it names by name, keeps their codes, and adds what is new under free ones', () => {
  const { streets: joined, missing } = joinWardTable(
    streets,
    read([
      ['罗店镇', '富锦社区', '350', '富锦苑'],
      ['罗店镇', '罗溪社区', '80', ''],
      ['新镇', '一村', '10', ''],
    ]),
    '990113',
  );
  expect(joined.map(({ code, name }) => [code, name])).toEqual([
    ['990113001', '北干街道'],
    ['990113002', '罗店镇'],
    ['990113003', '新镇'],
  ]);
  expect(joined[1]!.communities).toMatchObject([
    { code: '990113002001', name: '富锦社区', households: 350, estates: [{ name: '富锦苑' }] },
    { code: '990113002002', name: '罗溪社区', households: 80 },
  ]);
  expect(missing).toEqual(['北干街道 甲社区', '北干街道 乙社区']);
});

test('A table of names with one new street renames none', () => {
  const { streets: joined } = joinWardTable(streets, read([['新镇', '一村', '10', '']]), '990113');
  expect(joined.map(({ code, name, communities }) => [code, name, communities[0]?.code])).toEqual([
    ['990113001', '北干街道', '990113001001'],
    ['990113002', '罗店镇', '990113002001'],
    ['990113003', '新镇', '990113003001'],
  ]);
});

test('A table of codes renames, and the old name stays known; a table without counts leaves them', () => {
  const table = readWardTable(
    [
      ['代码', '名称'],
      ['990113001', '北干街道'],
      ['990113001001', '甲新社区'],
      ['990113001002', '乙社区'],
    ],
    '',
  ).streets;
  const { streets: joined, missing } = joinWardTable(streets, table, '990113');
  expect(joined[0]!.communities).toMatchObject([
    { code: '990113001001', name: '甲新社区', aliases: ['甲社区'], households: 100 },
    { code: '990113001002', name: '乙社区', households: 200 },
  ]);
  expect(missing).toEqual(['罗店镇 富锦社区']);
});
