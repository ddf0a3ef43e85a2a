import type { Constraint } from './grouping-document.ts';
import type { EventState, HeldDocument } from './held-document.ts';

/** What persons have said of documents and events: where one does not belong, and where it does. */
export class Constraints {
  /** Events by document key. */
  private readonly forbidden = new Map<string, Set<string>>();
  private readonly pinned = new Map<string, string>();

  add({ key, eventId }: Constraint): void {
    this.forbidden.set(key, (this.forbidden.get(key) ?? new Set()).add(eventId));
    if (this.pinned.get(key) === eventId) this.pinned.delete(key);
  }

  /** The document belongs to this event, whatever was said before. */
  pin({ key, eventId }: Constraint): void {
    this.pinned.set(key, eventId);
    this.forbidden.get(key)?.delete(eventId);
  }

  list(): Constraint[] {
    return [...this.forbidden].flatMap(([key, events]) => [...events].map((eventId) => ({ key, eventId })));
  }

  listPinned(): Constraint[] {
    return [...this.pinned].map(([key, eventId]) => ({ key, eventId }));
  }

  /** The event that a person put a document into. */
  pinOf(key: string): string | undefined {
    return this.pinned.get(key);
  }

  mayJoin(held: HeldDocument, event: EventState): boolean {
    return !this.forbidden.get(held.key)?.has(event.id);
  }

  /** After a merge: what was said of the event that went holds for the one that took it in. */
  carryOver(from: string, into: string): void {
    for (const events of this.forbidden.values()) if (events.has(from)) events.add(into);
    for (const [key, event] of this.pinned) if (event === from) this.pinned.set(key, into);
  }
}
