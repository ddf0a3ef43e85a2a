import type { ChatMessage } from './chat-message.ts';
import { saysDone, wordsOf } from './read-line.ts';

/**
 * A demand thread: the line that raised a matter and all that joined it, recalls included, in order.
 * Everything known of it follows from its members, so that it can be rebuilt from their ids.
 */
export interface Thread {
  members: ChatMessage[];
}

/** The member ids of an open thread: all that a cursor needs to hold, and no word of anybody. */
export type ThreadSkeleton = string[];

/** The answer to an evening's demand comes the next morning; after a day the group has moved on. */
const OPEN_MS = 24 * 3_600_000;
/** After 已修好 people thank and go; a new line later is a new matter. */
const RESOLVED_OPEN_MS = 30 * 60_000;

export const linesOf = (thread: Thread): ChatMessage[] => {
  const recalled = new Set(thread.members.map((member) => member.recalls).filter((id) => id !== undefined));
  return thread.members.filter((member) => member.type === 'text' && !recalled.has(member.id));
};

export const residentLines = (thread: Thread): ChatMessage[] => linesOf(thread).filter((line) => !line.staff);
export const staffLines = (thread: Thread): ChatMessage[] => linesOf(thread).filter((line) => line.staff);

/** The staff's line that ended the matter; a resident's complaint after it opens it again. */
export function doneLine(thread: Thread): ChatMessage | undefined {
  return staffLines(thread).findLast((line) => saysDone(line.text));
}

export const lastAt = (thread: Thread): number => Date.parse(thread.members.at(-1)?.at ?? '');

/** True while a message at `now` (ms) could still belong to the thread. */
export function isOpen(thread: Thread, now: number): boolean {
  const first = Date.parse(thread.members[0]?.at ?? '');
  if (now - first > OPEN_MS) return false;
  const done = doneLine(thread);
  return !done || now - Date.parse(done.at) <= RESOLVED_OPEN_MS;
}

/** Pairs that every matter shares. */
const COMMON_PAIRS = new Set(
  '小区 区里 物业 居委 社区 怎么 什么 么时 时候 我们 你们 他们 这个 那个 有没 没有 没人 今天 昨天 现在 已经 一下 一直 大家 是不 能不 不能 又在 门口'.split(
    ' ',
  ),
);

function bigrams(text: string): Set<string> {
  const words = wordsOf(text);
  const pairs = Array.from({ length: Math.max(words.length - 1, 0) }, (_, at) => words.slice(at, at + 2));
  return new Set(pairs.filter((pair) => !COMMON_PAIRS.has(pair)));
}

/** How many neighbouring character pairs a line shares with what residents said in the thread. */
export function overlap(thread: Thread, text: string): number {
  const known = bigrams(
    residentLines(thread)
      .map((line) => line.text)
      .join(' '),
  );
  return [...bigrams(text)].filter((pair) => known.has(pair)).length;
}
