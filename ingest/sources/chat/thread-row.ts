import type { MappedRow } from '../map-item.ts';
import type { ChatGroup, ChatMessage } from './chat-message.ts';
import { isRumour } from './read-line.ts';
import { doneLine, residentLines, staffLines, type Thread } from './thread.ts';

/** Below the intake's limit of 5 000 characters, which would refuse the whole thread. */
const MAX_TEXT = 4_800;

const joined = (lines: readonly ChatMessage[]): string =>
  lines
    .map((line) => line.text.trim())
    .join('\n')
    .slice(0, MAX_TEXT);

function progress(thread: Thread): Pick<MappedRow, 'status' | 'reply' | 'repliedAt' | 'closedAt'> {
  const answers = staffLines(thread);
  const first = answers[0];
  if (!first) return { status: 'open', reply: '', repliedAt: null, closedAt: null };
  const done = doneLine(thread);
  return {
    status: done ? 'resolved' : 'replied',
    reply: joined(answers),
    repliedAt: first.at,
    closedAt: done?.at ?? null,
  };
}

/**
 * A thread as one item of the intake. Its id is that of its first message; its version the sequence number of
 * its latest, so that a thread that grew replaces its earlier self and a repeated one changes nothing.
 * `repliedAt − publishedAt` is the time to the first reply. Hearsay is marked 待核实 in `natureHint`.
 */
export function threadRow(thread: Thread, group: ChatGroup): MappedRow {
  const lines = residentLines(thread);
  const founder = thread.members[0];
  const last = thread.members.at(-1);
  const text = joined(lines);
  return {
    externalId: founder?.id,
    kind: 'message',
    visibility: 'public',
    publishedAt: founder?.at,
    updatedAt: last?.at,
    version: Math.max(last?.seq ?? 1, 1),
    deleted: lines.length === 0,
    title: '',
    text,
    ...progress(thread),
    reporter: founder?.sender,
    wardHint: group.ward,
    estate: group.estate,
    board: group.name,
    likes: 0,
    comments: Math.max(lines.length - 1, 0),
    natureHint: isRumour(text) ? '待核实' : '',
    topicHint: '',
  };
}

/** A recall that came when its thread had closed: when it took back the first message, the item goes. */
export function recallRow(recall: ChatMessage): MappedRow {
  const at = { publishedAt: recall.at, updatedAt: recall.at, version: Math.max(recall.seq, 1) };
  return { externalId: recall.recalls, kind: 'message', deleted: true, ...at };
}
