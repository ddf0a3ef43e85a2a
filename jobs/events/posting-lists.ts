import { BUCKETS } from './hash.ts';
import type { Stretch } from './strongest.ts';

/** Entries that a list has room for at first; a power of two, as all sizes are. */
const FIRST_SIZE = 4;
/**
 * Integers to begin with, which take memory once they are written to: what some five thousand documents fill. To move lists
 * together goes through all heads, 3 ms each time, and beginning with 16 thousand it came ten times until then.
 */
const FIRST_SLAB = 1 << 19;
/** Per bucket: where its list begins in the slab, how long it is and how much room it has; a fourth place keeps all in one cache line. */
const HEAD = 4;
const LENGTH = 1;
const ROOM = 2;

/**
 * For each bucket the orders of arrival of the documents that hold it, ascending, all in one array: a list of its own for
 * each is four objects in a row that are fetched from memory before its first entry, twenty times a document.
 */
export class PostingLists {
  private readonly heads = new Int32Array(BUCKETS * HEAD);
  /** Room that lists have left behind, by its size. */
  private readonly left = new Map<number, number[]>();
  private used = 0;
  entries: Int32Array;

  constructor(slab = FIRST_SLAB) {
    this.entries = new Int32Array(slab);
  }

  /** Where the list of a bucket begins in `entries`. */
  startOf(id: number): number {
    return this.heads[id * HEAD]!;
  }

  /**
   * Touches what a search of these buckets reads first: fetched from memory together, where one after the other each would
   * be waited for.
   */
  fetch(ids: Int32Array, { start, end }: Stretch): number {
    const { entries, heads } = this;
    let touched = 0;
    for (let i = start; i < end; i++) {
      const head = ids[i]! * HEAD;
      touched ^= entries[heads[head]! + heads[head + LENGTH]! - 1]!;
    }
    return touched;
  }

  /** Where in `entries` those of its orders end that are less than `order`. */
  endBefore(id: number, order: number): number {
    const { entries, heads } = this;
    let low = heads[id * HEAD]!;
    let high = low + heads[id * HEAD + LENGTH]!;
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
    if (heads[head + LENGTH] === heads[head + ROOM]) this.makeRoom(head, isLiving);
    this.entries[heads[head]! + heads[head + LENGTH]!++] = order;
  }

  /** Drops what is gone; doubles the room when that is less than half. */
  private makeRoom(head: number, isLiving: (order: number) => boolean): void {
    const { heads } = this;
    this.dropGone(head, isLiving);
    const size = heads[head + ROOM]!;
    if (size > 0 && heads[head + LENGTH]! * 2 <= size) return;
    const wanted = Math.max(FIRST_SIZE, size * 2);
    const moved = this.take(wanted, isLiving);
    // Read anew: taking room may have moved the list.
    const start = heads[head]!;
    this.entries.copyWithin(moved, start, start + heads[head + LENGTH]!);
    if (heads[head + ROOM]! > 0) this.leave(start, heads[head + ROOM]!);
    heads[head] = moved;
    heads[head + ROOM] = wanted;
  }

  private dropGone(head: number, isLiving: (order: number) => boolean): void {
    const { entries, heads } = this;
    const start = heads[head]!;
    const end = start + heads[head + LENGTH]!;
    let length = 0;
    for (let i = start; i < end; i++) {
      const order = entries[i]!;
      if (isLiving(order)) entries[start + length++] = order;
    }
    heads[head + LENGTH] = length;
  }

  private take(size: number, isLiving: (order: number) => boolean): number {
    const free = this.left.get(size)?.pop();
    if (free !== undefined) return free;
    if (this.used + size > this.entries.length) this.tidy(size, isLiving);
    const start = this.used;
    this.used += size;
    return start;
  }

  /**
   * Moves all lists together, each with the least room for what is living, and makes the array larger only when a third
   * of it would not be free then: words that nobody uses any more, and room that lists grew out of, would fill it without
   * end.
   */
  private tidy(size: number, isLiving: (order: number) => boolean): void {
    const { heads } = this;
    const held: number[] = [];
    for (let head = 0; head < heads.length; head += HEAD) if (heads[head + ROOM]! > 0) held.push(head);
    // From the first on: none is moved over one that is not moved yet, since room only becomes less.
    held.sort((a, b) => heads[a]! - heads[b]!);
    this.left.clear();
    this.used = 0;
    for (const head of held) {
      this.dropGone(head, isLiving);
      const start = heads[head]!;
      const length = heads[head + LENGTH]!;
      const room = length === 0 ? 0 : Math.max(FIRST_SIZE, 2 ** Math.ceil(Math.log2(length)));
      this.entries.copyWithin(this.used, start, start + length);
      heads[head] = this.used;
      heads[head + ROOM] = room;
      this.used += room;
    }
    if ((this.used + size) * 3 <= this.entries.length * 2) return;
    const { entries } = this;
    this.entries = new Int32Array((this.used + size) * 2);
    this.entries.set(entries.subarray(0, this.used));
  }

  private leave(start: number, size: number): void {
    const places = this.left.get(size);
    if (places) places.push(start);
    else this.left.set(size, [start]);
  }
}
