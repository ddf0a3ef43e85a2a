import { eventIdOf } from './hash.ts';
import type { EventState, HeldDocument } from './held-document.ts';

/** Which document is in which event. An event exists as long as it has a member. */
export class EventTable {
  private readonly events = new Map<string, EventState>();

  get(eventId: string): EventState | undefined {
    return this.events.get(eventId);
  }

  all(): Iterable<EventState> {
    return this.events.values();
  }

  /** Puts a document that is in no event into one, which begins to exist if need be. */
  enter(held: HeldDocument, eventId: string): void {
    let event = this.events.get(eventId);
    // Most have one member: a list that is pushed to makes room for seventeen.
    if (event) event.members.push(held);
    else this.events.set(eventId, (event = { id: eventId, members: [held] }));
    held.event = event;
  }

  leave(held: HeldDocument): void {
    const { event } = held;
    const { members } = event;
    // Most leave from the end, where nothing has to be moved: they were alone.
    if (members.at(-1) === held) members.pop();
    else members.splice(members.indexOf(held), 1);
    if (members.length === 0) this.events.delete(event.id);
    held.event = nowhere;
  }

  move(held: HeldDocument, eventId: string): void {
    this.leave(held);
    this.enter(held, eventId);
  }

  /** The id of an event that a document founds now: always the same, unless that one is in use. */
  freshId(documentKey: string): string {
    for (let attempt = 0; ; attempt++) {
      const id = eventIdOf(documentKey, attempt);
      if (!this.events.has(id)) return id;
    }
  }
}

/** The event of a document that is in none for the moment. */
export const nowhere: EventState = { id: '', members: [] };
