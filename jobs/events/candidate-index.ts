import type { HeldDocument } from './held-document.ts';
import { BUCKETS } from './hash.ts';
import { WEIGHT_STEP } from './vector-store.ts';

/** Orders of arrival of the documents that hold a word, ascending. */
interface Postings {
  orders: Int32Array;
  length: number;
}

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
  private readonly postings = Array.from<Postings | undefined>({ length: BUCKETS }).fill(undefined);
  /** Documents by order of arrival from `base` on; a hole where one was removed. */
  private documents: (HeldDocument | undefined)[] = [];
  /** Every document that arrived before this order was removed. */
  private base = 0;
  /** No document that is held arrived before this order. */
  private first = 0;
  /** Sum of shared weights by order from `base` on, zero between searches. */
  private sums = new Float32Array(1 << 12);
  /** 1 where the document was removed; bytes, because a search looks at a thousand of them. */
  private isGone = new Uint8Array(1 << 12);
  /** Orders met in a search. */
  private readonly touched: Int32Array;
  /** The best of them, best first. */
  private readonly best: Int32Array;

  constructor(private readonly limits: { postingsRead: number; candidatesKept: number; indexTerms: number }) {
    this.touched = new Int32Array(limits.postingsRead * limits.indexTerms);
    this.best = new Int32Array(limits.candidatesKept);
  }

  /** Says of an empty index that no document before this order will come. */
  beginAt(order: number): void {
    this.base = this.first = order;
  }

  add(document: HeldDocument): void {
    this.documents[document.order - this.base] = document;
    const { page, index } = document.vectors;
    for (let i = index.start; i < index.end; i++) this.append(page.entries[i]!, document.order);
    if (this.documents.length <= this.sums.length) return;
    this.sums = new Float32Array(this.documents.length * 2);
    const { isGone } = this;
    this.isGone = new Uint8Array(this.documents.length * 2);
    this.isGone.set(isGone);
  }

  remove(document: HeldDocument): void {
    this.documents[document.order - this.base] = undefined;
    this.isGone[document.order - this.base] = 1;
    if (document.order === this.first) this.oldest();
    // Half of the list is holes before the first: it is copied once per as many documents.
    const holes = this.first - this.base;
    if (holes < FEWEST_HOLES || holes * 2 < this.documents.length) return;
    this.isGone.copyWithin(0, holes, this.documents.length).fill(0, this.documents.length - holes);
    this.documents = this.documents.slice(holes);
    this.base = this.first;
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

  /** Documents that arrived before `document` and share its strongest words, best first. */
  find(document: HeldDocument): HeldDocument[] {
    const { page, index } = document.vectors;
    let met = 0;
    for (let i = index.start; i < index.end; i++) {
      const list = this.postings[page.entries[i]!];
      if (list) met = this.addUp(list, document.order, page.weights[i]! * WEIGHT_STEP, met);
    }
    const count = this.keepStrongest(met);
    for (let i = 0; i < met; i++) this.sums[this.touched[i]! - this.base] = 0;
    return Array.from(this.best.subarray(0, count), (order) => this.documents[order - this.base]!);
  }

  /** Adds a word's weight to the newest documents that hold it and arrived before `before`; gives how many are met by now. */
  private addUp(list: Postings, before: number, weight: number, met: number): number {
    const { sums, isGone, touched, base } = this;
    let left = this.limits.postingsRead;
    for (let i = positionOf(list, before) - 1; i >= 0 && left > 0; i--) {
      const order = list.orders[i]!;
      // What stands before the base is gone, and so is all that stands before it in the list.
      if (order < base) break;
      if (isGone[order - base] === 1) continue;
      left -= 1;
      if (sums[order - base] === 0) touched[met++] = order;
      sums[order - base]! += weight;
    }
    return met;
  }

  /** Brings the orders with the largest sums into `best`, largest first, of equal ones the newest; gives their number. */
  private keepStrongest(met: number): number {
    const { best, sums, touched, base } = this;
    const isBefore = (order: number, sum: number, other: number): boolean =>
      sum > sums[other - base]! || (sum === sums[other - base]! && order > other);
    let count = 0;
    for (let i = 0; i < met; i++) {
      const order = touched[i]!;
      const sum = sums[order - base]!;
      if (sum < LEAST_SHARED) continue;
      if (count === best.length && !isBefore(order, sum, best[count - 1]!)) continue;
      let at = count < best.length ? count++ : count - 1;
      for (; at > 0 && isBefore(order, sum, best[at - 1]!); at--) best[at] = best[at - 1]!;
      best[at] = order;
    }
    return count;
  }

  private append(id: number, order: number): void {
    let list = this.postings[id];
    if (!list) this.postings[id] = list = { orders: new Int32Array(2), length: 0 };
    if (list.length === list.orders.length) this.makeRoom(list);
    list.orders[list.length++] = order;
  }

  /** Drops what was removed since; grows the list when that is little. */
  private makeRoom(list: Postings): void {
    const living = list.orders.filter((order) => order >= this.base && this.isGone[order - this.base] === 0);
    list.length = living.length;
    list.orders = new Int32Array(Math.max(2, living.length * 2));
    list.orders.set(living);
  }
}

/** How many of the postings arrived before `order`. */
function positionOf({ orders, length }: Postings, order: number): number {
  if (length === 0 || orders[length - 1]! < order) return length;
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (orders[middle]! < order) low = middle + 1;
    else high = middle;
  }
  return low;
}
