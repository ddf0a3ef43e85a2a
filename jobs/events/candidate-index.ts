import type { HeldDocument } from './held-document.ts';

/** Orders of arrival of the documents that hold a word, ascending. */
interface Postings {
  orders: Int32Array;
  length: number;
}

/** Weight that must be shared, of the 1 that all of a document's words have; loses no event up to .20. */
const LEAST_SHARED = 0.2;

/**
 * Finds the documents that share rare words with a document. Postings are kept in order of
 * arrival; a search reads only the newest of each, so its cost does not grow with the corpus.
 * A capped index on rare words finds .998 of the earlier documents of the same event, more than
 * MinHash or SimHash at any budget.
 */
export class CandidateIndex {
  private readonly postings = new Map<number, Postings>();
  /** Documents by order of arrival; a hole where one was removed. */
  private readonly documents: (HeldDocument | undefined)[] = [];
  /** Sum of shared weights by order, zero between searches. */
  private sums = new Float32Array(1 << 12);
  /** 1 for an order whose document was removed. */
  private isGone = new Uint8Array(1 << 12);

  constructor(private readonly limits: { postingsRead: number; candidatesKept: number }) {}

  add(document: HeldDocument): void {
    this.documents[document.order] = document;
    for (const id of document.indexed) this.append(id, document.order);
    if (document.order < this.sums.length) return;
    this.sums = new Float32Array(document.order * 2);
    const { isGone } = this;
    this.isGone = new Uint8Array(document.order * 2);
    this.isGone.set(isGone);
  }

  remove(document: HeldDocument): void {
    this.documents[document.order] = undefined;
    this.isGone[document.order] = 1;
  }

  /** Documents that arrived before `document` and share its strongest words, best first. */
  find(document: HeldDocument): HeldDocument[] {
    const touched: number[] = [];
    for (let rank = 0; rank < document.indexed.length; rank++) {
      const list = this.postings.get(document.indexed[rank]!);
      if (list) this.addUp(list, document, document.indexWeights[rank]!, touched);
    }
    const best = strongest(touched, this.sums, this.limits.candidatesKept);
    for (const order of touched) this.sums[order] = 0;
    return best.map((order) => this.documents[order]!);
  }

  /** Adds a word's weight to the newest documents that hold it and arrived before `document`. */
  private addUp(list: Postings, document: HeldDocument, weight: number, touched: number[]): void {
    const { sums, isGone } = this;
    let left = this.limits.postingsRead;
    for (let i = positionOf(list, document.order) - 1; i >= 0 && left > 0; i--) {
      const order = list.orders[i]!;
      if (isGone[order] === 1) continue;
      left -= 1;
      if (sums[order] === 0) touched.push(order);
      sums[order]! += weight;
    }
  }

  private append(id: number, order: number): void {
    let list = this.postings.get(id);
    if (!list) this.postings.set(id, (list = { orders: new Int32Array(2), length: 0 }));
    if (list.length === list.orders.length) this.makeRoom(list);
    list.orders[list.length++] = order;
  }

  /** Drops what was removed since; grows the list when that is little. */
  private makeRoom(list: Postings): void {
    const living = list.orders.filter((order) => this.isGone[order] === 0);
    list.length = living.length;
    list.orders = new Int32Array(Math.max(2, living.length * 2));
    list.orders.set(living);
  }
}

/** The `limit` orders with the largest sums, largest first; of equal ones the newest. */
function strongest(orders: readonly number[], sums: Float32Array, limit: number): number[] {
  const best: number[] = [];
  for (const order of orders) {
    const sum = sums[order]!;
    if (sum < LEAST_SHARED) continue;
    let at = best.length;
    while (at > 0 && isBefore(order, sum, best[at - 1]!, sums)) at -= 1;
    if (at === limit) continue;
    if (best.length === limit) best.pop();
    best.splice(at, 0, order);
  }
  return best;
}

const isBefore = (order: number, sum: number, other: number, sums: Float32Array): boolean =>
  sum > sums[other]! || (sum === sums[other]! && order > other);

/** How many of the postings arrived before `order`. */
function positionOf({ orders, length }: Postings, order: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (orders[middle]! < order) low = middle + 1;
    else high = middle;
  }
  return low;
}
