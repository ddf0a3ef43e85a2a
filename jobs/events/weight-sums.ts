/** Spreads orders of arrival, which come in runs, over the table (Knuth's multiplicative hash). */
const GOLDEN = 0x9e3779b1;

/**
 * Sums of weights by order of arrival, for one search at a time. A hash table for the thousand orders that a search meets
 * stays in the processor's nearest cache, however many documents are held; a place for each of them does not.
 */
export class WeightSums {
  /** Order plus one by slot; 0 where none is. */
  private readonly orders: Int32Array;
  private readonly sums: Float32Array;
  /** By slot: 1 where a single word was added that is in no name. */
  private readonly words: Uint8Array;
  /** Slots in use, in the order of first use. */
  private readonly used: Int32Array;
  private length = 0;
  private readonly shift: number;
  /** The best of them, best first. */
  private readonly bestOrders: Int32Array;
  private readonly bestSums: Float32Array;

  /** For at most `most` orders, of which at most `kept` are asked for. */
  constructor(most: number, kept: number) {
    // Between a quarter and half full at most: nine of ten searches end at the first slot.
    const bits = Math.ceil(Math.log2(most * 2));
    this.shift = 32 - bits;
    this.orders = new Int32Array(1 << bits);
    this.sums = new Float32Array(1 << bits);
    this.words = new Uint8Array(1 << bits);
    this.used = new Int32Array(most);
    this.bestOrders = new Int32Array(kept);
    this.bestSums = new Float32Array(kept);
  }

  /** Adds the weight of one word. */
  add(order: number, weight: number, isName: boolean): void {
    const { orders } = this;
    const mask = orders.length - 1;
    let slot = Math.imul(order, GOLDEN) >>> this.shift;
    for (let known = orders[slot]!; known !== order + 1; known = orders[slot]!) {
      if (known === 0) {
        orders[slot] = order + 1;
        this.used[this.length++] = slot;
        break;
      }
      slot = (slot + 1) & mask;
    }
    this.sums[slot]! += weight;
    this.words[slot]! += isName ? 2 : 1;
  }

  /**
   * The orders with the largest sums from `least` on, or from `leastAlone` on where a single word was added that is in no
   * name; largest first, of equal ones the newest. Forgets all. Valid until the next call.
   */
  takeStrongest(least: number, leastAlone: (order: number) => number): Int32Array {
    let count = 0;
    for (let i = 0; i < this.length; i++) {
      const slot = this.used[i]!;
      const sum = this.sums[slot]!;
      const order = this.orders[slot]! - 1;
      if (sum >= least && (this.words[slot] !== 1 || sum >= leastAlone(order))) count = this.rank(order, sum, count);
      this.orders[slot] = 0;
      this.sums[slot] = 0;
      this.words[slot] = 0;
    }
    this.length = 0;
    return this.bestOrders.subarray(0, count);
  }

  /** Puts an order in its place among the `count` best; gives how many they are then. */
  private rank(order: number, sum: number, count: number): number {
    const { bestOrders, bestSums } = this;
    if (count === bestOrders.length && !this.isBefore(order, sum, count - 1)) return count;
    let at = count < bestOrders.length ? count : count - 1;
    for (; at > 0 && this.isBefore(order, sum, at - 1); at--) {
      bestOrders[at] = bestOrders[at - 1]!;
      bestSums[at] = bestSums[at - 1]!;
    }
    bestOrders[at] = order;
    bestSums[at] = sum;
    return Math.min(count + 1, bestOrders.length);
  }

  private isBefore(order: number, sum: number, at: number): boolean {
    return sum > this.bestSums[at]! || (sum === this.bestSums[at]! && order > this.bestOrders[at]!);
  }
}
