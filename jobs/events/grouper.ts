import { actOnEvents } from './act-on-events.ts';
import { Affinity } from './affinity.ts';
import { Constraints } from './constraints.ts';
import { explain } from './explain.ts';
import { FeatureCounter, type Features } from './features.ts';
import type { Constraint, EventAct, GroupingDocument, Joined, Move, RepairOptions } from './grouping-document.ts';
import { defaultGroupingParameters, type GroupingParameters } from './grouping-parameters.ts';
import type { EventState, HeldDocument } from './held-document.ts';
import { GrouperState, type GroupingStorage } from './grouper-state.ts';
import { memberMean } from './member-mean.ts';
import { repairEvents } from './repair.ts';
import { freezeState, thawState } from './frozen-state.ts';

/** Groups a stream of documents into events, one pass, in order of arrival. */
export interface Grouper {
  /**
   * Puts a document into the event that it resembles, or founds one. Throws when the key is held already. `features` are
   * those of the document where another thread has counted them (FeatureCounter).
   */
  add(document: GroupingDocument, features?: Features): Joined;
  /**
   * Rebuilds the state from the warehouse: as `add` in the same order of arrival, but the event
   * is given instead of decided. After it the grouper goes on exactly as if it had never stopped.
   */
  replay(document: GroupingDocument, eventId: string): void;
  /** Puts a held document into an event, as a repair or a person did that came after a snapshot; false when unknown. */
  place(key: string, eventId: string): boolean;
  /** Forgets a document (deleted at the source, or about to be added again after an edit); false when unknown. */
  remove(key: string): boolean;
  /** Merges events, moves and ejects documents with the knowledge of the whole corpus. */
  repair(options?: RepairOptions): Move[];
  /** Does what a person said to events, and remembers it. */
  act(act: EventAct): Move[];
  /** Takes up what persons have said before a restart. */
  remember(said: { forbidden: readonly Constraint[]; pinned: readonly Constraint[] }): void;
  /** A person's word: this document is not about this event's matter. Moves nothing by itself. */
  forbid(constraint: Constraint): void;
  /** All constraints in force, as merges have rewritten them; to be stored after a repair. */
  constraints(): Constraint[];
  /** Where persons have put documents, as merges have rewritten it. */
  pins(): Constraint[];
  /** Documents held. */
  size(): number;
  /** Keys of an event's documents in order of arrival; empty when there is no such event. */
  members(eventId: string): string[];
  /** The state in parts that `v8.serialize` takes, for `thawGrouper`; nothing may change before the last is taken. */
  freeze(): Generator<unknown>;
  /** The event of a document; `undefined` when the document is not held. */
  eventOf(key: string): string | undefined;
  /** Gives back the file of older documents; nothing may be asked any more. */
  close(): void;
}

type Overrides = Partial<GroupingParameters>;

/** An empty grouper. Deterministic: equal documents in equal order give equal events. */
export function createGrouper(overrides: Overrides = {}, storage?: GroupingStorage): Grouper {
  return new StreamGrouper(new GrouperState({ ...defaultGroupingParameters, ...overrides }, storage));
}

/** The grouper that `freeze` gave the parts of, but for what persons have said. Throws where the parts are not whole. */
export function thawGrouper(parts: Iterable<unknown>, overrides: Overrides = {}, storage?: GroupingStorage): Grouper {
  return new StreamGrouper(thawState(parts, { ...defaultGroupingParameters, ...overrides }, storage));
}

class StreamGrouper implements Grouper {
  private readonly forbidden = new Constraints();
  private readonly features: FeatureCounter;
  private readonly affinity: Affinity;

  constructor(private readonly state: GrouperState) {
    this.features = new FeatureCounter(state.parameters.bodyLength);
    this.affinity = new Affinity(state.parameters, state.shelf);
  }

  add(document: GroupingDocument, features?: Features): Joined {
    const { state } = this;
    const held = state.hold(document, features ?? this.features.count(document));
    const pinned = this.forbidden.pinOf(held.key);
    const best = pinned === undefined ? this.bestEvent(held) : undefined;
    const joined: Joined =
      pinned !== undefined
        ? { eventId: pinned, score: 1, because: [] }
        : best && best.score >= state.parameters.joinThreshold
          ? {
              eventId: best.event.id,
              score: Math.min(1, best.score),
              because: explain(held, document.words, best.event, state),
            }
          : { eventId: state.events.freshId(held.key), score: 1, because: [] };
    state.settle(held, joined.eventId);
    return joined;
  }

  close(): void {
    this.state.shelf.close();
  }

  replay(document: GroupingDocument, eventId: string): void {
    this.state.settle(this.state.hold(document, this.features.count(document)), eventId);
  }

  place(key: string, eventId: string): boolean {
    const held = this.state.documents.get(key);
    if (!held) return false;
    if (held.event.id !== eventId) this.state.events.move(held, eventId);
    return true;
  }

  remove(key: string): boolean {
    return this.state.remove(key);
  }

  freeze(): Generator<unknown> {
    return freezeState(this.state);
  }

  repair({ newest = Infinity, settled = new Set() }: RepairOptions = {}): Move[] {
    return repairEvents({
      documents: this.underRepair(newest),
      parameters: this.state.parameters,
      index: this.state.index,
      affinity: this.affinity,
      events: this.state.events,
      constraints: this.forbidden,
      settled,
    });
  }

  act(act: EventAct): Move[] {
    return actOnEvents({ ...this.state, constraints: this.forbidden }, act);
  }

  remember({ forbidden, pinned }: { forbidden: readonly Constraint[]; pinned: readonly Constraint[] }): void {
    for (const constraint of forbidden) this.forbidden.add(constraint);
    for (const constraint of pinned) this.forbidden.pin(constraint);
  }

  pins(): Constraint[] {
    return this.forbidden.listPinned();
  }

  forbid(constraint: Constraint): void {
    this.forbidden.add(constraint);
  }

  constraints(): Constraint[] {
    return this.forbidden.list();
  }

  size(): number {
    return this.state.documents.size;
  }

  members(eventId: string): string[] {
    const members = this.state.events.get(eventId)?.members ?? [];
    return [...members].sort((a, b) => a.order - b.order).map((held) => held.key);
  }

  eventOf(key: string): string | undefined {
    return this.state.documents.get(key)?.event.id;
  }

  /** All documents of the events of the `newest` ones and of those they resemble, in order of arrival. */
  private underRepair(newest: number): HeldDocument[] {
    const { documents, index, parameters } = this.state;
    const all = [...documents.values()];
    if (newest >= all.length) return all;
    const events = new Set<EventState>();
    for (const held of all.slice(all.length - newest)) {
      events.add(held.event);
      this.affinity.with(held, () => {
        for (const other of index.find(held, this.affinity.keepAlike))
          if (this.affinity.to(other) >= parameters.mergeThreshold) events.add(other.event);
      });
    }
    return [...events].flatMap((event) => event.members).sort((a, b) => a.order - b.order);
  }

  private bestEvent(held: HeldDocument): { event: EventState; score: number } | undefined {
    const { index, parameters } = this.state;
    const scores = new Map<EventState, number[]>();
    this.affinity.with(held, () => {
      for (const other of index.find(held, this.affinity.keepAlike)) {
        const score = this.affinity.to(other);
        // Most are unlike: their events need not be looked up.
        if (score === 0) continue;
        const list = scores.get(other.event);
        if (list) list.push(score);
        else scores.set(other.event, [score]);
      }
    });
    let best: { event: EventState; score: number } | undefined;
    for (const [event, list] of scores) {
      const size = Math.min(event.members.length, parameters.memberCap);
      const score = memberMean(list, size, parameters.memberShare);
      if ((!best || score > best.score) && this.forbidden.mayJoin(held, event)) best = { event, score };
    }
    return best;
  }
}
