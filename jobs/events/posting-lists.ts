import { BUCKETS } from './hash.ts';

/** Entries that a list has room for at first; a power of two, as all sizes are. */
const FIRST_SIZE = 4;
/** Integers to begin with. */
const FIRST_SLAB = 1 << 14;
/** Per bucket: where its list begins in the slab, how long it is and how much room it has; a fourth place keeps all in one cache line. */
const HEAD = 4;

/**
 * For each bucket the orders of arrival of the documents that hold it, ascending, all in one array: a list of its own for
 * each is four objects in a row that are fetched from memory before its first entry, twenty times a document.
 */
export class PostingLists {
  private readonly heads = new Int32Array(BUCKETS * HEAD);
  /** Room that lists have left behind, by its size. */
  private readonly left = new Map<number, number[]>();
  private used = 0;
  entries = new Int32Array(FIRST_SLAB);

  /** Where the list of a bucket begins in `entries`. */
  startOf(id: number): number {
    return this.heads[id * HEAD]!;
  }

  /** Where in `entries` those of its orders end that are less than `order`. */
  endBefore(id: number, order: number): number {
    const { entries, heads } = this;
    let low = heads[id * HEAD]!;
    let high = low + heads[id * HEAD + 1]!;
    // Mostly the document is the newest.
    if (high === low || entries[high - 1]! < order) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (entries[middle]! < order) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Appends an order above all of the list. Where there is no room, those that are not living any more are dropped first. */
  append(id: number, order: number, isLiving: (order: number) => boolean): void {
    const { heads } = this;
    const head = id * HEAD;
    if (heads[head + 1] === heads[head + 2]) this.makeRoom(head, isLiving);
    this.entries[heads[head]! + heads[head + 1]!++] = order;
  }

  /** Drops what is gone; doubles the room when that is less than half. */
  private makeRoom(head: number, isLiving: (order: number) => boolean): void {
    const { entries, heads } = this;
    const start = heads[head]!;
    const size = heads[head + 2]!;
    let length = 0;
    for (let i = start; i < start + size; i++) {
      const order = entries[i]!;
      if (isLiving(order)) entries[start + length++] = order;
    }
    heads[head + 1] = length;
    if (size > 0 && length * 2 <= size) return;
    const moved = this.take(Math.max(FIRST_SIZE, size * 2));
    this.entries.copyWithin(moved, start, start + length);
    if (size > 0) this.leave(start, size);
    heads[head] = moved;
    heads[head + 2] = Math.max(FIRST_SIZE, size * 2);
  }

  private take(size: number): number {
    const free = this.left.get(size)?.pop();
    if (free !== undefined) return free;
    const start = this.used;
    this.used += size;
    if (this.used > this.entries.length) {
      const { entries } = this;
      this.entries = new Int32Array(this.used * 2);
      this.entries.set(entries);
    }
    return start;
  }

  private leave(start: number, size: number): void {
    const places = this.left.get(size);
    if (places) places.push(start);
    else this.left.set(size, [start]);
  }
}
