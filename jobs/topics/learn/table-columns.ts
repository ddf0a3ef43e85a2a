import { normaliseText } from '#ingest/normalise/normalise-text.ts';
import { accept, type Outcome, reject } from '#warehouse/model/outcome.ts';
import type { TextPair } from './count-features.ts';
import type { TableRow } from './read-table.ts';

/** Names under which exports of ticket systems carry a column, tried in order when none is given. */
const usualNames = {
  text: ['text', '主要内容', '内容', '诉求内容', '留言详情', '留言内容', 'content'],
  title: ['title', '标题', '留言主题', '主题', '诉求标题'],
  label: [
    'label',
    '一级标签',
    '一级分类',
    '问题分类',
    '类别',
    '分类',
    '主办单位',
    '承办单位',
    '责任单位',
    'category',
    'department',
  ],
  group: ['group'],
  id: ['id', '工单编号', '留言编号', '编号', '序号'],
} as const;
export type ColumnRole = keyof typeof usualNames;

/**
 * The column that plays a role: the one asked for, else the first usual name that the table has, else ''.
 * A column that was asked for and is not there is a reject.
 */
export function findColumn(header: readonly string[], role: ColumnRole, asked?: string): Outcome<string> {
  if (asked === undefined || asked === '') return accept(usualNames[role].find((name) => header.includes(name)) ?? '');
  if (header.includes(asked)) return accept(asked);
  return reject('column_missing', `没有名为 ${asked} 的列；文件中有：${header.join('、')}`);
}

/** The columns of a table in the roles asked for; the first that is missing is the reject. */
export function findColumns<R extends ColumnRole>(
  rows: readonly TableRow[],
  asked: Readonly<Record<R, string | undefined>>,
): Outcome<Record<R, string>> {
  const header = Object.keys(rows[0] ?? {});
  const found: Partial<Record<R, string>> = {};
  for (const role of Object.keys(asked) as R[]) {
    const column = findColumn(header, role, asked[role]);
    if (column.kind !== 'accept') return column;
    found[role] = column.value;
  }
  return accept(found as Record<R, string>);
}

/** Title and text of a row as the pipeline would see them. */
export function textPairOf(row: TableRow, columns: { title: string; text: string }): TextPair {
  return {
    title: normaliseText(row[columns.title] ?? '').text,
    text: normaliseText(row[columns.text] ?? '').text,
  };
}
