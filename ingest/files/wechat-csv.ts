import type { TableRow } from './read-table.ts';
import type { SpokenLine } from './read-transcript.ts';

/** Where the two known chat exports keep what is needed; both count other kinds than text by a word or a number. */
const layouts = [
  {
    id: '消息ID',
    type: '类型',
    text: ['文本', '文本消息', '1'],
    name: ['发送人', '昵称', '备注'],
    time: '时间',
    content: '内容',
  },
  {
    id: 'localId',
    type: 'Type',
    text: ['1'],
    name: ['Remark', 'NickName', 'Sender'],
    time: 'CreateTime',
    content: 'StrContent',
  },
] as const;

/**
 * The messages of a chat exported as CSV, old header or new; `undefined` when this is not its header.
 * Reads `rows` to their end.
 */
export async function wechatCsvLines(
  header: readonly unknown[],
  rows: AsyncIterable<TableRow>,
): Promise<SpokenLine[] | undefined> {
  const columns = header.map((cell) => String(cell).trim());
  const layout = layouts.find(({ id, type, time, content }) =>
    [id, type, time, content].every((name) => columns.includes(name)),
  );
  if (!layout) return undefined;
  const spoken: SpokenLine[] = [];
  for await (const row of rows) {
    if (!('cells' in row)) continue;
    const cell = (name: string): string => String(row.cells[columns.indexOf(name)] ?? '').trim();
    const name = layout.name.map(cell).find((found) => found !== '') ?? '';
    const isText = (layout.text as readonly string[]).includes(cell(layout.type));
    spoken.push({ line: row.line, time: cell(layout.time), name, text: isText ? cell(layout.content) : '[表情]' });
  }
  return spoken;
}
