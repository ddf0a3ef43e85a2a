import { assignMessage } from './assign-message.ts';
import type { ChatMessage } from './chat-message.ts';
import { takeQuote } from './take-quote.ts';
import type { Thread, ThreadSkeleton } from './thread.ts';

export interface Session {
  /** Threads that the new messages began or changed, oldest first. */
  threads: Thread[];
  /** Recalls of messages in threads that are no longer open. */
  lateRecalls: ChatMessage[];
  /** Threads that later messages may still join. */
  open: ThreadSkeleton[];
  /** New messages that belong to no matter: greetings, stickers, 接龙, trade, small talk. */
  dropped: number;
}

/** Threads of an earlier page, rebuilt from their members; one whose first message is gone can no longer be told. */
function rebuild(messages: readonly ChatMessage[], skeletons: readonly ThreadSkeleton[]): Thread[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const threads = skeletons.map((ids) => ({ members: ids.flatMap((id) => byId.get(id) ?? []) }));
  return threads.filter((thread, at) => thread.members[0] && thread.members[0].id === skeletons[at]?.[0]);
}

/**
 * Groups the messages of one group into demand threads. Messages up to `seen` were grouped before: of them
 * only the members of `open` matter, to rebuild those threads; the rest are ignored.
 * Grouping a chat page by page gives the same threads as grouping it whole.
 */
export function sessionise(messages: readonly ChatMessage[], open: readonly ThreadSkeleton[] = [], seen = -1): Session {
  const once = [...new Map(messages.map((message) => [message.id, takeQuote(message)])).values()];
  const fresh = once.filter((message) => message.seq > seen).sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1));
  const current = rebuild(once, open);
  const changed = new Set<Thread>();
  const lateRecalls: ChatMessage[] = [];
  let dropped = 0;
  for (const message of fresh) {
    const thread = assignMessage(current, message);
    if (thread) changed.add(thread);
    else if (message.type === 'recall') lateRecalls.push(message);
    else dropped += 1;
  }
  const skeletons = current.map((thread) => thread.members.map((member) => member.id));
  return { threads: [...changed], lateRecalls, open: skeletons, dropped };
}
