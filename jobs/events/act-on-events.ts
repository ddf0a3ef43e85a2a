import type { Constraints } from './constraints.ts';
import type { EventTable } from './event-table.ts';
import type { EventAct, Move } from './grouping-document.ts';
import type { HeldDocument } from './held-document.ts';

/** What a person's act needs of the grouper. */
export interface ActContext {
  documents: ReadonlyMap<string, HeldDocument>;
  events: EventTable;
  constraints: Constraints;
}

/**
 * Does what a person said and remembers it: a moved document stays where it was put and never joins again what it was
 * taken from. Documents and events that are gone meanwhile are passed over. Gives what moved.
 */
export function actOnEvents(context: ActContext, act: EventAct): Move[] {
  return act.kind === 'merge' ? merge(context, act) : move(context, act);
}

function merge({ events, constraints }: ActContext, act: Extract<EventAct, { kind: 'merge' }>): Move[] {
  const from = events.get(act.from);
  if (!from || !events.get(act.into) || act.from === act.into) return [];
  constraints.carryOver(act.from, act.into);
  return from.members.slice().map((held) => {
    constraints.pin({ key: held.key, eventId: act.into });
    events.move(held, act.into);
    return { key: held.key, from: act.from, to: act.into, score: 1 };
  });
}

function move({ documents, events, constraints }: ActContext, act: Extract<EventAct, { kind: 'move' }>): Move[] {
  const moving = act.keys.flatMap((key) => documents.get(key) ?? []);
  const first = moving[0];
  if (!first) return [];
  const to = act.to ?? events.freshId(first.key);
  return moving
    .filter((held) => held.event.id !== to)
    .map((held) => {
      const from = held.event.id;
      constraints.add({ key: held.key, eventId: from });
      constraints.pin({ key: held.key, eventId: to });
      events.move(held, to);
      return { key: held.key, from, to, score: 1 };
    });
}
