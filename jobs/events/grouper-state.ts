import { tmpdir } from 'node:os';
import { CandidateIndex } from './candidate-index.ts';
import { CorpusStatistics } from './corpus-statistics.ts';
import { EventTable, nowhere } from './event-table.ts';
import { DocumentShelf, type ShelfStorage } from './document-shelf.ts';
import type { Features } from './features.ts';
import type { GroupingDocument } from './grouping-document.ts';
import type { GroupingParameters } from './grouping-parameters.ts';
import { type HeldDocument, toldOf } from './held-document.ts';
import { type Vectors, VectorStore } from './vector-store.ts';

/** The vectors of all documents are weighed anew each time the corpus has grown by this factor; 1.5 groups no better (.903 against .904). */
const REWEIGH_GROWTH = 2;
/** Documents at which they are weighed anew for the first time. */
const FIRST_REWEIGH = 8;

/** Where the grouping keeps what it holds; a test has small pages. */
export type GroupingStorage = ShelfStorage & { pageEntries?: number };

/** What the grouping knows: documents, their vectors and statistics, and which event each is in. It decides nothing. */
export class GrouperState {
  readonly vocabulary = { words: new CorpusStatistics(), grams: new CorpusStatistics() };
  /** In order of arrival. */
  readonly documents = new Map<string, HeldDocument>();
  readonly events = new EventTable();
  readonly index: CandidateIndex;
  readonly shelf: DocumentShelf;
  private readonly store: VectorStore;
  /** The order that the next document gets. */
  arrivals = 0;
  nextReweigh = FIRST_REWEIGH;

  constructor(
    readonly parameters: GroupingParameters,
    storage: GroupingStorage = { folder: tmpdir() },
  ) {
    this.store = new VectorStore(this.vocabulary, parameters, storage.pageEntries);
    this.shelf = new DocumentShelf(
      storage,
      (page) => this.store.giveBack(page),
      () => this.index.oldest()?.order ?? this.arrivals,
    );
    this.index = new CandidateIndex(parameters, this.shelf);
  }

  /** Takes a document in, in no event yet; where it is full the oldest are let go. Throws when the key is held already. */
  hold(document: GroupingDocument, features: Features): HeldDocument {
    if (this.documents.has(document.key)) throw new Error(`document is grouped already: ${document.key}`);
    if (this.documents.size >= this.parameters.capacity) this.letGo();
    const vectors = this.store.add(features);
    const held: HeldDocument = {
      key: document.key,
      order: this.arrivals++,
      event: nowhere,
      body: { told: toldOf(document, this.parameters.bodyLength), vectors },
    };
    this.documents.set(held.key, held);
    this.shelf.add(held);
    return held;
  }

  /** Puts a document that was taken in into its event, where later ones find it. */
  settle(held: HeldDocument, eventId: string): void {
    this.events.enter(held, eventId);
    this.index.add(held);
    if (this.documents.size < this.nextReweigh) return;
    const weigh = (vectors: Vectors): void => this.store.weigh(vectors);
    for (const document of this.documents.values()) this.shelf.weigh(document, weigh);
    this.nextReweigh = Math.ceil(this.documents.size * REWEIGH_GROWTH);
  }

  /** Forgets a document; false when it is not held. */
  remove(key: string): boolean {
    const held = this.documents.get(key);
    if (held) this.forget(held);
    return held !== undefined;
  }

  /** Forgets the oldest documents, many at once: what they are counted in stays in the processor's cache meanwhile. */
  private letGo(): void {
    const { capacity, letGoShare } = this.parameters;
    const many = Math.max(1, Math.floor(capacity * letGoShare));
    for (let i = 0; i < many; i++) {
      const oldest = this.index.oldest()!;
      this.shelf.bringNeighbours(oldest);
      this.forget(oldest);
    }
  }

  private forget(held: HeldDocument): void {
    this.documents.delete(held.key);
    this.index.remove(held);
    this.store.remove(this.shelf.vectorsOf(held));
    this.shelf.remove(held);
    this.events.leave(held);
  }
}
