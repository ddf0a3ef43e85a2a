import { createHash } from 'node:crypto';
import { simplify } from '../normalise/simplify.ts';
import type { ChatMessage } from '../sources/chat/chat-message.ts';
import { parseTime, type TimePlace, whyNoTime } from '../sources/parse-time.ts';
import { problemRow, type FileRow } from './file-row.ts';
import type { SpokenLine } from './read-transcript.ts';

/** Names by which staff show themselves in a group; the transcript has no roles. */
const STAFF_NAME =
  /物业|居委|社区|书记|网格|客服|管家|民警|警务|城管|主任|街道|水务|工作人员|\b(?:Secretary|Property|Committee|Community)\b/i;
const NOT_TEXT =
  /^\[(?:图片|表情|文件|视频|语音|动画表情|位置|链接|红包|转账|Photo|Sticker|File|Video|Voice|Audio|Location|Link|Red Packet)[^[\]]*\]$|[撤收]回了?一[条则]消息$|recalled a message$/i;

/**
 * The transcript's messages for the sessioniser. The id is a hash of time, name and text, so that exports that
 * overlap, or the same one again, give the same messages; the same words twice in a minute are told apart by count.
 */
export function toChatMessages(
  spoken: readonly SpokenLine[],
  place: TimePlace,
): { messages: ChatMessage[]; problems: FileRow[]; lineOf: ReadonlyMap<string, number> } {
  const lineOf = new Map<string, number>();
  const seen = new Map<string, number>();
  const problems: FileRow[] = [];
  const messages = spoken.flatMap(({ line, time, name, text }): ChatMessage[] => {
    const at = parseTime(time, place);
    if (!at) {
      problems.push(problemRow(line, 'no_date', whyNoTime(time)));
      return [];
    }
    const key = `${at}\n${name}\n${text}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const id = `wx-${createHash('sha256').update(`${key}\n${count}`).digest('hex').slice(0, 24)}`;
    lineOf.set(id, line);
    const type = NOT_TEXT.test(simplify(text)) ? 'other' : 'text';
    return [{ id, seq: Date.parse(at), at, sender: name, name, staff: STAFF_NAME.test(simplify(name)), type, text }];
  });
  return { messages, problems, lineOf };
}
