import { isKnownColumn } from './known-columns.ts';
import { plainText } from './plain-text.ts';
import { isRule, type TableRow } from './read-table.ts';
import type { SpokenLine } from './read-transcript.ts';

/** How the exports of chats call what is needed, the better name first. */
const NAMES = {
  content: 'StrContent 内容 消息内容 发言内容 聊天内容 消息 content msg message text'.split(' '),
  time: 'CreateTime 时间 发送时间 消息时间 日期 StrTime time sendTime msgTime timestamp formattedTime date'.split(' '),
  name: '发送人 发送者 发言人 群昵称 发送者备注 发送者昵称 groupNickname senderName senderDisplayName sender_name Remark NickName 昵称 备注 accountName Sender sender senderUsername fromNick fromNickname fromUser talker from 用户'.split(
    ' ',
  ),
  type: '类型 消息类型 消息类别 Type type_name localType msgType'.split(' '),
  group: 'room_name 群名称 群名 群聊名称 talkerName roomName'.split(' '),
} as const;

/** Names that only exports of chats have; others share 时间 and 内容 with any table. */
const MARKS =
  /^(?:消息ID|消息内容|发言内容|聊天内容|群名称|群聊名称|msgId|msgType|fromNick|fromNickname|localId|MsgSvrID|StrContent|isChatRoom|talkerName|senderUsername|senderDisplayName|senderName|groupNickname|room_name|发送人|发送者|发送者身份|发送者昵称|发送者备注|发言人|群昵称|from_id)$/i;
const MARK_IN_JSON =
  /"(?:localId|MsgSvrID|StrContent|isChatRoom|talkerName|senderUsername|senderDisplayName|senderName|groupNickname|room_name|from_id|msgType|fromNick)"\s*:/i;
/** A message of words, as the tools name or number it; all else are pictures, stickers and notices. */
const TEXT_TYPES = new Set(['', '文本', '文本消息', '文字', '文字消息', '引用消息', '0', '1', 'text', 'message']);
const CLOCK = /^\d{1,2}:\d{2}(?::\d{2})?$/;

/** Which column of a chat holds what; several for a name, the first that is filled counts. */
export interface ChatColumns {
  content: string;
  times: string[];
  names: string[];
  type: string | undefined;
  group: string | undefined;
}

/** The columns of a chat, or of the keys of its messages; `undefined` for any other table. */
export function chatColumns(columns: readonly string[]): ChatColumns | undefined {
  const columnOf = new Map(columns.map((column) => [column.toLowerCase(), column]));
  const present = (wanted: readonly string[]): string[] =>
    wanted.flatMap((name) => columnOf.get(name.toLowerCase()) ?? []);
  const [content] = present(NAMES.content);
  const times = present(NAMES.time);
  const names = present(NAMES.name);
  // A ticket may have a sender too; what has numbers or titles is a table of documents.
  const isTable = columns.some((column) => /编号|单号|标题|^title$/.test(column) && isKnownColumn(column));
  if (!content || times.length === 0 || names.length === 0 || isTable || !columns.some((column) => MARKS.test(column)))
    return undefined;
  return { content, times, names, type: present(NAMES.type)[0], group: present(NAMES.group)[0] };
}

/** True for the beginning of a JSON export of a chat. */
export const looksLikeChatJson = (head: string): boolean => MARK_IN_JSON.test(head);

/** One message, by what its columns hold. */
export function spokenOf(line: number, columns: ChatColumns, cell: (name: string) => unknown): SpokenLine {
  const textOf = (name: string): string => String(plainText(cell(name)) ?? '').trim();
  const isText = columns.type === undefined || TEXT_TYPES.has(textOf(columns.type).toLowerCase());
  const firstOf = (names: readonly string[]): string => names.map(textOf).find((found) => found !== '') ?? '';
  const clock = columns.times.map(textOf).find((time) => CLOCK.test(time));
  const time = firstOf(columns.times.filter((name) => textOf(name) !== clock));
  return {
    line,
    time: clock === undefined ? time : `${time} ${clock}`.trim(),
    name: firstOf(columns.names),
    group: columns.group === undefined ? '' : textOf(columns.group),
    text: isText ? textOf(columns.content) : '[表情]',
  };
}

/** The messages of a chat exported as a table, by its header. */
export async function chatTableLines(
  { names, columns }: ChatHeader,
  rows: AsyncIterable<TableRow>,
): Promise<SpokenLine[]> {
  const spoken: SpokenLine[] = [];
  for await (const row of rows)
    if ('cells' in row && !isRule(row.cells))
      spoken.push(spokenOf(row.line, columns, (name) => row.cells[names.indexOf(name)]));
  return spoken;
}

/** The header of a chat's table. */
interface ChatHeader {
  names: string[];
  columns: ChatColumns;
}

/** The row as the header of a chat's table; `undefined` for any other. */
export function chatHeader(row: TableRow): ChatHeader | undefined {
  const names = 'cells' in row ? row.cells.map((cell) => String(cell ?? '').trim()) : [];
  const columns = chatColumns(names);
  return columns && { names, columns };
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The messages of a chat exported as JSON, and the group's name where it says so; `undefined` for anything else. */
export function chatJsonLines(document: unknown): { spoken: SpokenLine[]; group: string } | undefined {
  const list = listsOf(document).find(
    (candidate) => isFields(candidate[0]) && chatColumns(Object.keys(candidate[0])) !== undefined,
  );
  if (!list) return undefined;
  const spoken = list.flatMap((message, at) => {
    const columns = isFields(message) ? chatColumns(Object.keys(message)) : undefined;
    return columns ? [spokenOf(at + 1, columns, (name) => (message as Fields)[name])] : [];
  });
  return { spoken, group: groupOf(document) || groupOf(list[0], ['talkerName', 'room_name']) };
}

function listsOf(document: unknown): unknown[][] {
  const inner = isFields(document) ? [document, document['data']].filter(isFields) : [];
  return [document, ...inner.flatMap((fields) => Object.values(fields))].filter((value) => Array.isArray(value));
}

/** `keys` of a message itself hold none that may name who speaks. */
function groupOf(value: unknown, keys = ['chatroom', 'talkerName', 'room_name', 'displayName', 'name']): string {
  if (!isFields(value)) return '';
  const about = [value, value['session'], value['meta']].filter(isFields);
  const names = about.flatMap((fields) => keys.map((key) => fields[key]));
  return names.find((name): name is string => typeof name === 'string' && name !== '') ?? '';
}
