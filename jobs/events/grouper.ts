import { actOnEvents } from './act-on-events.ts';
import { Affinity } from './affinity.ts';
import { CandidateIndex } from './candidate-index.ts';
import { Constraints } from './constraints.ts';
import { CorpusStatistics } from './corpus-statistics.ts';
import { EventTable, nowhere } from './event-table.ts';
import { explain } from './explain.ts';
import { FeatureCounter, type Features } from './features.ts';
import type { Constraint, EventAct, GroupingDocument, Joined, Move, RepairOptions } from './grouping-document.ts';
import { defaultGroupingParameters, type GroupingParameters } from './grouping-parameters.ts';
import { bucketOf } from './hash.ts';
import { areasOf, type EventState, type HeldDocument, specificNames } from './held-document.ts';
import { memberMean } from './member-mean.ts';
import { repairEvents } from './repair.ts';
import { VectorStore } from './vector-store.ts';

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
  /** Keys of an event's documents in order of arrival; empty when there is no such event. */
  members(eventId: string): string[];
  /** The event of a document; `undefined` when the document is not held. */
  eventOf(key: string): string | undefined;
}

/** An explanation names four words that are shared; among so many that tell most of a document they are found. */
const EXPLAINING_WORDS = 24;
/** The vectors of all documents are weighed anew each time the corpus has grown by this factor; 1.5 groups no better (.903 against .904). */
const REWEIGH_GROWTH = 2;

/** An empty grouper. Deterministic: equal documents in equal order give equal events. */
export function createGrouper(overrides: Partial<GroupingParameters> = {}): Grouper {
  return new StreamGrouper({ ...defaultGroupingParameters, ...overrides });
}

class StreamGrouper implements Grouper {
  private readonly vocabulary = { words: new CorpusStatistics(), grams: new CorpusStatistics() };
  private readonly documents = new Map<string, HeldDocument>();
  private readonly events = new EventTable();
  private readonly forbidden = new Constraints();
  private readonly features: FeatureCounter;
  private readonly store: VectorStore;
  private readonly index: CandidateIndex;
  private readonly affinity: Affinity;
  private arrivals = 0;
  private nextReweigh = 8;

  constructor(private readonly parameters: GroupingParameters) {
    this.features = new FeatureCounter(parameters.bodyLength);
    this.store = new VectorStore(this.vocabulary, parameters);
    this.index = new CandidateIndex(parameters);
    this.affinity = new Affinity(parameters);
  }

  add(document: GroupingDocument, features?: Features): Joined {
    const held = this.hold(document, features);
    const pinned = this.forbidden.pinOf(held.key);
    const best = pinned === undefined ? this.bestEvent(held) : undefined;
    const joined: Joined =
      pinned !== undefined
        ? { eventId: pinned, score: 1, because: [] }
        : best && best.score >= this.parameters.joinThreshold
          ? {
              eventId: best.event.id,
              score: Math.min(1, best.score),
              because: explain(held, this.tellingWords(document), best.event),
            }
          : { eventId: this.events.freshId(held.key), score: 1, because: [] };
    this.settle(held, joined.eventId);
    return joined;
  }

  replay(document: GroupingDocument, eventId: string): void {
    this.settle(this.hold(document), eventId);
  }

  remove(key: string): boolean {
    const held = this.documents.get(key);
    if (!held) return false;
    this.documents.delete(key);
    this.index.remove(held);
    this.store.remove(held.vectors);
    this.events.leave(held);
    return true;
  }

  repair({ newest = Infinity, settled = new Set() }: RepairOptions = {}): Move[] {
    return repairEvents({
      documents: this.underRepair(newest),
      parameters: this.parameters,
      index: this.index,
      affinity: this.affinity,
      events: this.events,
      constraints: this.forbidden,
      settled,
    });
  }

  act(act: EventAct): Move[] {
    return actOnEvents({ documents: this.documents, events: this.events, constraints: this.forbidden }, act);
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

  members(eventId: string): string[] {
    const members = this.events.get(eventId)?.members ?? [];
    return [...members].sort((a, b) => a.order - b.order).map((held) => held.key);
  }

  eventOf(key: string): string | undefined {
    return this.documents.get(key)?.event.id;
  }

  /** All documents of the events of the `newest` ones and of those they resemble, in order of arrival. */
  private underRepair(newest: number): HeldDocument[] {
    const all = [...this.documents.values()];
    if (newest >= all.length) return all;
    const events = new Set<EventState>();
    for (const held of all.slice(all.length - newest)) {
      events.add(held.event);
      this.affinity.with(held, () => {
        for (const other of this.index.find(held))
          if (this.affinity.to(other) >= this.parameters.mergeThreshold) events.add(other.event);
      });
    }
    return [...events].flatMap((event) => event.members).sort((a, b) => a.order - b.order);
  }

  private hold(document: GroupingDocument, features = this.features.count(document)): HeldDocument {
    if (this.documents.has(document.key)) throw new Error(`document is grouped already: ${document.key}`);
    if (this.documents.size >= this.parameters.capacity) this.remove(this.index.oldest()!.key);
    const vectors = this.store.add(features);
    const held: HeldDocument = {
      key: document.key,
      order: this.arrivals++,
      content: [document.title, document.text.slice(0, this.parameters.bodyLength), ...document.anchors].join('\n'),
      anchors: specificNames(document.anchors),
      areas: areasOf(document),
      wardCode: document.wardCode,
      topicCode: document.topicCode,
      publishedAt: Date.parse(document.publishedAt),
      vectors,
      event: nowhere,
    };
    this.documents.set(held.key, held);
    return held;
  }

  private settle(held: HeldDocument, eventId: string): void {
    this.events.enter(held, eventId);
    this.index.add(held);
    if (this.documents.size < this.nextReweigh) return;
    for (const document of this.documents.values()) this.store.weigh(document.vectors);
    this.nextReweigh = Math.ceil(this.documents.size * REWEIGH_GROWTH);
  }

  private bestEvent(held: HeldDocument): { event: EventState; score: number } | undefined {
    const scores = new Map<EventState, number[]>();
    this.affinity.with(held, () => {
      for (const other of this.index.find(held)) {
        const list = scores.get(other.event);
        const score = this.affinity.to(other);
        if (list) list.push(score);
        else scores.set(other.event, [score]);
      }
    });
    let best: { event: EventState; score: number } | undefined;
    for (const [event, list] of scores) {
      const size = Math.min(event.members.length, this.parameters.memberCap);
      const score = memberMean(list, size, this.parameters.memberShare);
      if ((!best || score > best.score) && this.forbidden.mayJoin(held, event)) best = { event, score };
    }
    return best;
  }

  /** A document's words, those that tell most first. */
  private tellingWords(document: GroupingDocument): string[] {
    const { words } = this.vocabulary;
    return [...new Set(document.words)]
      .map((word) => ({ word, weight: words.idf(bucketOf(word), 0) }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, EXPLAINING_WORDS)
      .map(({ word }) => word);
  }
}
