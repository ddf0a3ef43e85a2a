import { expect, test } from 'vitest';
import type { Table } from '../content/model.ts';
import { rowDifferences } from './list-differences.ts';

const table = (headers: readonly string[], cells: Table['rows'][number]['cells']): Table => ({
  kind: 'table',
  id: 't',
  caption: '热点',
  columns: headers.map((header) => ({ header, kind: header === '件数' ? 'integer' : 'text', share: 1 })),
  rows: [{ key: 'e1', cells }],
});

const told = (a: Table, b: Table) => rowDifferences(a, b).map(({ what, before: was, after: is }) => [what, was, is]);

test('a column that came later stands beside nothing, and the others beside themselves', () => {
  const before = table(['事项', '件数'], ['路灯', 3]);
  const after = table(['事项', '状态', '件数'], ['路灯', '待签收', 4]);
  expect(told(before, after)).toEqual([
    ['状态', '', '待签收'],
    ['件数', '3', '4'],
  ]);
  expect(told(after, before)).toEqual([
    ['件数', '4', '3'],
    ['状态', '待签收', ''],
  ]);
});
