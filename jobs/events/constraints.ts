import type { Constraint } from './grouping-document.ts';
import type { EventState, HeldDocument } from './held-document.ts';

/** What persons have said does not belong together. */
export class Constraints {
  /** Events by document key. */
  private readonly forbidden = new Map<string, Set<string>>();

  add({ key, eventId }: Constraint): void {
    this.forbidden.set(key, (this.forbidden.get(key) ?? new Set()).add(eventId));
  }

  list(): Constraint[] {
    return [...this.forbidden].flatMap(([key, events]) => [...events].map((eventId) => ({ key, eventId })));
  }

  mayJoin(held: HeldDocument, event: EventState): boolean {
    return !this.forbidden.get(held.key)?.has(event.id);
  }

  /** After a merge: what was forbidden for the event that went holds for the one that took it in. */
  carryOver(from: string, into: string): void {
    for (const events of this.forbidden.values()) if (events.has(from)) events.add(into);
  }
}
