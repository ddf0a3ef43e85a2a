import type { DocumentShelf } from './document-shelf.ts';
import type { HeldDocument } from './held-document.ts';
import { PostingLists } from './posting-lists.ts';
import { WEIGHT_STEP } from './vector-store.ts';
import { WeightSums } from './weight-sums.ts';

/** Documents to a word of bits. */
const BITS = 32;
/** Holes that are not worth copying the list of documents for. */
const FEWEST_HOLES = 1_000;
/** Weight that must be shared, of the 1 that all of a document's words have; loses no event up to here. */
const LEAST_SHARED = 0.22;

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
  /** A bit per document from `base` on, set where it was removed: a search asks for a thousand of them. */
  private gone = new Uint32Array(1 << 7);
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
  }

  add(document: HeldDocument): void {
    this.documents[document.order - this.base] = document;
    const { page, index } = this.shelf.vectorsOf(document);
    for (let i = index.start; i < index.end; i++) this.postings.append(page.entries[i]!, document.order, this.isLiving);
    const words = Math.ceil(this.documents.length / BITS);
    if (words <= this.gone.length) return;
    const { gone } = this;
    this.gone = new Uint32Array(words * 2);
    this.gone.set(gone);
  }

  remove(document: HeldDocument): void {
    const at = document.order - this.base;
    this.documents[at] = undefined;
    this.gone[at >>> 5]! |= 1 << (at & 31);
    if (document.order === this.first) this.oldest();
    // Half of the list is holes before the first: it is copied once per as many documents, by whole words of bits.
    const words = Math.floor((this.first - this.base) / BITS);
    const holes = words * BITS;
    if (holes < FEWEST_HOLES || holes * 2 < this.documents.length) return;
    this.gone.copyWithin(0, words).fill(0, this.gone.length - words);
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
    const { page, index } = this.shelf.vectorsOf(document);
    this.postings.fetch(page.entries, index);
    let left = this.limits.postingsInAll;
    for (let i = index.start; i < index.end && left > 0; i++)
      left -= this.addUp(page.entries[i]!, document.order, page.weights[i]! * WEIGHT_STEP);
    const found: HeldDocument[] = [];
    for (const order of keep(this.sums.takeStrongest(LEAST_SHARED))) found.push(this.documents[order - this.base]!);
    return found;
  }

  /** Adds a word's weight to the newest documents that hold it and arrived before `before`; gives how many they are. */
  private addUp(id: number, before: number, weight: number): number {
    const { postings, sums, first } = this;
    const { entries } = postings;
    const start = postings.startOf(id);
    let left = this.limits.postingsRead;
    for (let i = postings.endBefore(id, before) - 1; i >= start && left > 0; i--) {
      const order = entries[i]!;
      // All that stands before it in the list is gone too.
      if (order < first) break;
      if (this.isGone(order)) continue;
      left -= 1;
      sums.add(order, weight);
    }
    return this.limits.postingsRead - left;
  }

  /** Whether a document was removed that arrived from `base` on. */
  private isGone(order: number): boolean {
    const at = order - this.base;
    return ((this.gone[at >>> 5]! >>> (at & 31)) & 1) === 1;
  }

  private readonly isLiving = (order: number): boolean => order >= this.first && !this.isGone(order);
}
