import type { TimePlace } from '../sources/parse-time.ts';
import { sessionise } from '../sources/chat/sessionise.ts';
import { threadRow } from '../sources/chat/thread-row.ts';
import type { ChatMessage } from '../sources/chat/chat-message.ts';
import { type FileRow, problemRow } from './file-row.ts';
import type { SpokenLine } from './read-transcript.ts';
import { toChatMessages } from './to-chat-messages.ts';

/** The group of a chat, as its file or the importing person calls it. */
export interface NamedGroup {
  name: string;
  ward: string;
}

/** The demand threads of a transcript, group by group; `line` is that of the thread's first message. */
export function chatRows(spoken: readonly SpokenLine[], group: NamedGroup, place: TimePlace): FileRow[] {
  const groups = new Map<string, SpokenLine[]>();
  for (const said of spoken) {
    const name = said.group || group.name;
    const lines = groups.get(name);
    if (lines) lines.push(said);
    else groups.set(name, [said]);
  }
  return [...groups].flatMap(([name, lines]) => threadsOf(lines, { ...group, name }, place));
}

function threadsOf(spoken: readonly SpokenLine[], group: NamedGroup, place: TimePlace): FileRow[] {
  const { messages, problems, lineOf } = toChatMessages(spoken, place);
  const { threads } = sessionise(orderKept(messages));
  if (threads.length === 0 && isForeign(messages))
    problems.push(problemRow(spoken[0]!.line, 'no_chinese', '聊天里没有一句中文，诉求只能从中文里认出'));
  const named = { id: group.name, name: group.name, ward: group.ward, estate: '' };
  return [
    ...problems,
    ...threads.map((thread) => ({ line: lineOf.get(thread.members[0]?.id ?? '') ?? 0, row: threadRow(thread, named) })),
  ];
}

/** People speak, and none of them in Chinese, which is what demands are told by: no chat without demands, but one not read. */
function isForeign(messages: readonly ChatMessage[]): boolean {
  const words = messages.filter(({ type }) => type === 'text').map(({ text }) => text);
  return words.some((text) => /\p{L}{2}/u.test(text)) && !words.some((text) => /\p{Script=Han}/u.test(text));
}

/** Messages of one second or minute share their time; their order in the file is the order of the talk. */
function orderKept<T extends { seq: number }>(messages: readonly T[]): T[] {
  let last = 0;
  return messages.map((message) => {
    last = Math.max(message.seq, last + 1);
    return { ...message, seq: last };
  });
}
