import type { EventState, HeldDocument } from './held-document.ts';
import { names } from './place-conflict.ts';

/** The names that a document shares with an event's members: those most members hold come first. */
export function explain(held: HeldDocument, event: EventState): string[] {
  const shared = new Map<string, number>();
  for (const member of event.members.slice(0, 40)) {
    for (const name of new Set([...held.anchors, ...member.anchors]))
      if (names(held, name) && names(member, name)) shared.set(name, (shared.get(name) ?? 0) + 1);
  }
  return [...shared]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, 5)
    .map(([name]) => name);
}
