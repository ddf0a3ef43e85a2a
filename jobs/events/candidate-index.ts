import type { DocumentShelf } from './document-shelf.ts';
import { BUCKET_MASK } from './hash.ts';
import type { HeldDocument } from './held-document.ts';
import { OrderBits } from './order-bits.ts';
import { PostingLists } from './posting-lists.ts';
import { type Section, WEIGHT_STEP } from './vector-store.ts';
import { WeightSums } from './weight-sums.ts';

/** Holes that are not worth copying the list of documents for. */
const FEWEST_HOLES = 1_000;
/** Weight that must be shared, of the 1 that all of a document's words have; loses no event up to here. */
const LEAST_SHARED = 0.22;
/**
 * The same for a document of which one word is shared that is in no name, where one of the two names a place: they hardly
 * name one in common, and by chance a rare word is shared with more documents the more there are. Of 4 326 real messages
 * the checked events are as before, of 9 330 a little better after repair (.32 and .4 alike; 1 costs .003 of F1).
 */
const LEAST_ALONE = 0.36;

/**
 * Finds the documents that share rare words with a document. Postings are kept in order of
 * arrival; a search reads only the newest of each, so its cost does not grow with the corpus.
 * A capped index on rare words finds .998 of the earlier documents of the same event, more than
 * MinHash or SimHash at any budget.
 */
export class CandidateIndex {
  private readonly postings = new PostingLists();
  /** Documents by order of arrival from `base` on; a hole where one was removed. */
  private documents: (HeldDocument | undefined)[] = [];
  /** Every document that arrived before this order was removed. */
  private base = 0;
  /** No document that is held arrived before this order. */
  private first = 0;
  /** Those removed since `base`, and those that name places. */
  private readonly gone = new OrderBits();
  private readonly placed = new OrderBits();
  private readonly sums: WeightSums;

  constructor(
    private readonly limits: {
      postingsRead: number;
      postingsInAll: number;
      candidatesKept: number;
      indexTerms: number;
    },
    private readonly shelf: DocumentShelf,
  ) {
    // The last word that is read may go past the bound.
    this.sums = new WeightSums(limits.postingsInAll + limits.postingsRead, limits.candidatesKept);
  }

  /** Says of an empty index that no document before this order will come. */
  beginAt(order: number): void {
    this.base = this.first = order;
    this.gone.beginAt(order);
    this.placed.beginAt(order);
  }

  add(document: HeldDocument): void {
    this.documents[document.order - this.base] = document;
    const { page, index } = this.shelf.vectorsOf(document);
    for (let i = index.start; i < index.end; i++) this.postings.append(page.entries[i]!, document.order, this.isLiving);
    if (this.isPlaced(document)) this.placed.add(document.order);
  }

  remove(document: HeldDocument): void {
    this.documents[document.order - this.base] = undefined;
    this.gone.add(document.order);
    if (document.order === this.first) this.oldest();
    // Half of the list is holes before the first: it is copied once per as many documents.
    const holes = OrderBits.droppable(this.first - this.base);
    if (holes < FEWEST_HOLES || holes * 2 < this.documents.length) return;
    this.gone.drop(holes);
    this.placed.drop(holes);
    this.documents = this.documents.slice(holes);
    this.base += holes;
  }

  /**
   * The document that arrived first of those held. Kept up by hand: a map gives its first key by stepping over all that
   * were deleted before it, which took 500 µs a document when half a million had been let go.
   */
  oldest(): HeldDocument | undefined {
    const { documents, base } = this;
    while (this.first - base < documents.length && !documents[this.first - base]) this.first += 1;
    return documents[this.first - base];
  }

  /**
   * Documents that arrived before `document` and share its strongest words, best first, those that `keep` leaves of their
   * orders.
   */
  find(document: HeldDocument, keep: (orders: Int32Array) => Int32Array): HeldDocument[] {
    const { page, words, index } = this.shelf.vectorsOf(document);
    this.postings.fetch(page.entries, index);
    let left = this.limits.postingsInAll;
    for (let i = index.start; i < index.end && left > 0; i++) {
      const id = page.entries[i]!;
      left -= this.addUp(id, document.order, page.weights[i]! * WEIGHT_STEP, isInNames(id, page.entries, words));
    }
    const isPlaced = this.isPlaced(document);
    const leastAlone = (order: number): number => (isPlaced || this.placed.has(order) ? LEAST_ALONE : LEAST_SHARED);
    const found: HeldDocument[] = [];
    for (const order of keep(this.sums.takeStrongest(LEAST_SHARED, leastAlone)))
      found.push(this.documents[order - this.base]!);
    return found;
  }

  private isPlaced(document: HeldDocument): boolean {
    return this.shelf.toldOf(document).anchors.length > 0;
  }

  /** Adds a word's weight to the newest documents that hold it and arrived before `before`; gives how many they are. */
  private addUp(id: number, before: number, weight: number, isName: boolean): number {
    const { postings, sums, gone, first } = this;
    const { entries } = postings;
    const start = postings.startOf(id);
    let left = this.limits.postingsRead;
    for (let i = postings.endBefore(id, before) - 1; i >= start && left > 0; i--) {
      const order = entries[i]!;
      // All that stands before it in the list is gone too.
      if (order < first) break;
      if (gone.has(order)) continue;
      left -= 1;
      sums.add(order, weight, isName);
    }
    return this.limits.postingsRead - left;
  }

  private readonly isLiving = (order: number): boolean => order >= this.first && !this.gone.has(order);
}

/** Whether a word of a document is one of those inside its names, which end its words. */
function isInNames(id: number, entries: Int32Array, { names, end }: Section): boolean {
  for (let i = names; i < end; i++) if ((entries[i]! & BUCKET_MASK) === id) return true;
  return false;
}
