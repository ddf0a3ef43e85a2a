import type { ChatMessage } from './chat-message.ts';
import { isNotice, namesTrouble, readLine } from './read-line.ts';
import { isOpen, lastAt, linesOf, overlap, residentLines, staffLines, type Thread } from './thread.ts';

/** The same person goes on in short lines; after this pause a line without a common word is another matter. */
const SAME_PERSON_MS = 10 * 60_000;
/** Others join while the matter is on the screen. */
const OTHERS_MS = 30 * 60_000;
/** Two pairs in common: one is often 小区, 物业 or 怎么. */
const SHARED_PAIRS = 2;
/** Staff mostly says only what was done (电梯已修好): one pair that is not common to all matters is enough. */
const SHARED_PAIRS_STAFF = 1;
/** Staff who answers without naming what answers what was asked since the evening before. */
const ANSWER_MS = 16 * 3_600_000;
/** A group with more open matters than this is a shouting match; the oldest are let go. */
export const MAX_OPEN_THREADS = 50;

const byRecency = (a: Thread, b: Thread): number => lastAt(b) - lastAt(a);

function mentioned(threads: Thread[], text: string): Thread | undefined {
  return threads.find((thread) =>
    residentLines(thread).some((line) => line.name !== '' && text.includes(`@${line.name}`)),
  );
}

/** The thread of which a message quotes a line; long ones are quoted by their beginning. */
function quoted(threads: Thread[], { quotes }: ChatMessage): Thread | undefined {
  if (!quotes) return undefined;
  const words = quotes.text.replace(/(?:\.{3}|…+)$/, '');
  return threads.find((thread) =>
    linesOf(thread).some((line) => line.name === quotes.name && line.text.trim().startsWith(words)),
  );
}

function mostShared(threads: Thread[], text: string, least: number): Thread | undefined {
  const scored = threads.map((thread) => ({ thread, shared: overlap(thread, text) }));
  const best = scored.reduce((top, next) => (next.shared > top.shared ? next : top), {
    thread: undefined as Thread | undefined,
    shared: 0,
  });
  return best.shared >= least ? best.thread : undefined;
}

function threadOfAnswer(threads: Thread[], message: ChatMessage): Thread | undefined {
  if (isNotice(message.text)) return undefined;
  const now = Date.parse(message.at);
  const lately = threads.filter((thread) => now - lastAt(thread) <= ANSWER_MS);
  return (
    quoted(threads, message) ??
    mentioned(threads, message.text) ??
    mostShared(threads, message.text, SHARED_PAIRS_STAFF) ??
    lately.find(
      (thread) =>
        staffLines(thread).some((line) => line.sender === message.sender) && now - lastAt(thread) <= OTHERS_MS,
    ) ??
    lately.find((thread) => staffLines(thread).length === 0) ??
    lately[0]
  );
}

function threadOfResident(threads: Thread[], message: ChatMessage): Thread | 'new' | undefined {
  const use = readLine(message);
  if (use === 'noise') return undefined;
  const answered = quoted(threads, message);
  if (answered) return answered;
  const now = Date.parse(message.at);
  const onScreen = threads.filter((thread) => now - lastAt(thread) <= OTHERS_MS);
  const own = onScreen.find((thread) => residentLines(thread).some((line) => line.sender === message.sender));
  const goesOn = own && now - lastAt(own) <= SAME_PERSON_MS ? own : undefined;
  const shared = mostShared(onScreen, message.text, SHARED_PAIRS);
  if (use === 'demand') return shared ?? goesOn ?? 'new';
  // 我家也停水了 may answer to what was said elsewhere: then it raises the matter here.
  if (use === 'agree') return shared ?? onScreen[0] ?? (namesTrouble(message.text) ? 'new' : undefined);
  return shared ?? goesOn;
}

/**
 * Puts one more message of a group where it belongs: into an open thread, at the head of a new one, or nowhere.
 * Changes `open` in place, threads too old for this message leave it. The outcome depends on the messages
 * alone and not on how they were cut into pages.
 */
export function assignMessage(open: Thread[], message: ChatMessage): Thread | undefined {
  const now = Date.parse(message.at);
  open.splice(0, open.length, ...open.filter((thread) => isOpen(thread, now)).slice(-MAX_OPEN_THREADS));
  if (message.type === 'recall') {
    const thread = open.find((candidate) => candidate.members.some((member) => member.id === message.recalls));
    thread?.members.push(message);
    return thread;
  }
  if (message.type !== 'text') return undefined;
  const threads = [...open].sort(byRecency);
  const place = message.staff ? threadOfAnswer(threads, message) : threadOfResident(threads, message);
  if (place === 'new') {
    const thread = { members: [message] };
    open.push(thread);
    return thread;
  }
  place?.members.push(message);
  return place;
}
