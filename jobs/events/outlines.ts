import { BUCKET_MASK, COUNT_SHIFT } from './hash.ts';
import type { Spread } from './spread.ts';
import { type Section, type Vectors, WEIGHT_STEP } from './vector-store.ts';

/** Entries of a page: 256 kB, some 800 documents. */
const PAGE = 1 << 16;
/** An entry is a bucket above the upper bits of its weight; the lower ones are taken as set. */
const WEIGHT_BITS = 32 - COUNT_SHIFT;
const LOST_BITS = 16 - WEIGHT_BITS;
const LOST = (1 << LOST_BITS) - 1;
const KEPT = (1 << WEIGHT_BITS) - 1;
/** How many of the entries behind the first integer are words, and how many belong to the title, each in a half. */
const HALF = 16;
const HALF_MASK = (1 << HALF) - 1;
/** Orders that can be told apart at first; a power of two, as all sizes are. */
const FIRST_ORDERS = 1 << 10;
/** Entries of a line of memory. */
const LINE = 16;
/** Buckets of a rough table: both tables stay in the processor's nearest cache, and of a text's words hardly any meet. */
const ROUGH = 1 << 12;
/** The place of a document with more words than a page takes: it is always read. */
const NONE = -1;

/** What documents are asked for: words and title of another, and how alike they must be to it. */
export interface Wanted {
  words: Spread;
  titles: Spread;
  least: number;
}

/**
 * Words and title of documents that lie in a file, 4 bytes an entry, 0.3 kB of a short post. What a search finds there
 * mostly has too little in common to be compared any further: eight of ten are refused by their outline, unread.
 */
export class Outlines {
  private readonly pages: Uint32Array[] = [];
  /** Pages in use, oldest first, with the newest order on each; and those that nobody needs any more. */
  private readonly filled: { page: number; newest: number }[] = [];
  private readonly free: number[] = [];
  private used = PAGE;
  /** Where the outline of an order begins, counted over all pages. */
  private starts = new Int32Array(FIRST_ORDERS);
  /** Of the documents that are asked for: where their outlines begin, and the first integer of each. */
  private found = { starts: new Int32Array(0), heads: new Int32Array(0) };
  /** The weights that documents are held against first. */
  private readonly rough = { words: new Float32Array(ROUGH), titles: new Float32Array(ROUGH) };
  /** Of no meaning; what is kept of a read is not left out by the compiler. */
  private touched = 0;

  /** `oldest` gives the order of the oldest document that may still be asked for. */
  constructor(private readonly oldest: () => number) {}

  /** Takes up a document that arrived after all that are here. */
  add(order: number, vectors: Vectors): void {
    const { words, titles } = vectors;
    const size = 1 + words.end - words.start + titles.end - titles.start;
    this.makeRoom(order);
    this.starts[order & (this.starts.length - 1)] = size > PAGE ? NONE : this.take(size, order);
    this.weigh(order, vectors);
  }

  /** Notes the weights of a document that is here. */
  weigh(order: number, vectors: Vectors): void {
    const place = this.startOf(order);
    if (place === NONE) return;
    const page = this.pages[Math.floor(place / PAGE)]!;
    const { words, titles } = vectors;
    const first = place % PAGE;
    page[first] = ((words.end - words.start) << HALF) | (titles.end - titles.start);
    note(page, note(page, first + 1, vectors, words), vectors, titles);
  }

  /**
   * Those of `orders` that may be as alike as `least`, in their order, in the same array: by the sum of the cosines of
   * both parts with `words` and `titles`, or up to a thousandth more. Those that arrived from `end` on have no outline
   * and are among them.
   */
  keepAlike(orders: Int32Array, end: number, { words, titles, least }: Wanted): Int32Array {
    const { starts, heads } = this.fetch(orders, end);
    const { rough } = this;
    words.writeRough(rough.words.fill(0));
    titles.writeRough(rough.titles.fill(0));
    let kept = 0;
    for (let i = 0; i < orders.length; i++) {
      const start = starts[i]!;
      if (start === NONE || this.isAlike(start, heads[i]!, { words, titles, least })) orders[kept++] = orders[i]!;
    }
    return orders.subarray(0, kept);
  }

  /**
   * Where the outlines lie, and the first integer of each. All is touched that will be read of them: fetched from memory
   * together, where one after the other each would be waited for.
   */
  private fetch(orders: Int32Array, end: number): { starts: Int32Array; heads: Int32Array } {
    const { pages } = this;
    const { starts, heads } = this.space(orders.length);
    for (let i = 0; i < orders.length; i++) {
      const start = orders[i]! < end ? this.startOf(orders[i]!) : NONE;
      starts[i] = start;
      heads[i] = start === NONE ? 0 : pages[Math.floor(start / PAGE)]![start % PAGE]!;
    }
    for (let i = 0; i < orders.length; i++) {
      if (starts[i] === NONE) continue;
      const page = pages[Math.floor(starts[i]! / PAGE)]!;
      const first = starts[i]! % PAGE;
      const behind = first + (heads[i]! >>> HALF) + (heads[i]! & HALF_MASK);
      for (let at = first + LINE; at <= behind; at += LINE) this.touched ^= page[at]!;
    }
    return { starts, heads };
  }

  private isAlike(start: number, head: number, { words, titles, least }: Wanted): boolean {
    const { rough } = this;
    const page = this.pages[Math.floor(start / PAGE)]!;
    const at = (start % PAGE) + 1;
    const middle = at + (head >>> HALF);
    const end = middle + (head & HALF_MASK);
    // Nine of ten end here.
    if (roughDot(rough.words, page, at, middle) + roughDot(rough.titles, page, middle, end) < least) return false;
    return dotAtMost(words, page, at, middle) + dotAtMost(titles, page, middle, end) >= least;
  }

  private space(length: number): { starts: Int32Array; heads: Int32Array } {
    if (length > this.found.starts.length)
      this.found = { starts: new Int32Array(length), heads: new Int32Array(length) };
    return this.found;
  }

  private startOf(order: number): number {
    return this.starts[order & (this.starts.length - 1)]!;
  }

  /** Room for an outline on the newest page, or on a new one. */
  private take(size: number, order: number): number {
    if (this.used + size > PAGE) {
      const oldest = this.oldest();
      while (this.filled.length > 0 && this.filled[0]!.newest < oldest) this.free.push(this.filled.shift()!.page);
      this.filled.push({ page: this.free.pop() ?? this.pages.push(new Uint32Array(PAGE)) - 1, newest: order });
      this.used = 0;
    }
    const current = this.filled.at(-1)!;
    current.newest = order;
    const start = current.page * PAGE + this.used;
    this.used += size;
    return start;
  }

  private makeRoom(order: number): void {
    const { starts } = this;
    const oldest = this.oldest();
    if (order - oldest < starts.length) return;
    let size = starts.length;
    while (size <= order - oldest) size *= 2;
    this.starts = new Int32Array(size);
    for (let known = order - starts.length; known < order; known++)
      this.starts[known & (size - 1)] = starts[known & (starts.length - 1)]!;
  }
}

/** Writes the entries of a part of `vectors` from `at` on; gives where it ends. */
function note(page: Uint32Array, at: number, { page: { entries, weights } }: Vectors, { start, end }: Section): number {
  let next = at;
  for (let i = start; i < end; i++)
    page[next++] = ((entries[i]! & BUCKET_MASK) << WEIGHT_BITS) | (weights[i]! >>> LOST_BITS);
  return next;
}

/** No less than `dotAtMost` of the vector whose weights the table tells, in half of its time: no entry is asked whose it is. */
function roughDot(table: Float32Array, page: Uint32Array, start: number, end: number): number {
  const mask = table.length - 1;
  let sum = 0;
  for (let i = start; i < end; i++) {
    const entry = page[i]!;
    sum += table[(entry >>> WEIGHT_BITS) & mask]! * (((entry & KEPT) << LOST_BITS) | LOST);
  }
  return sum * WEIGHT_STEP;
}

/** The dot product with entries from `start` on, their weights rounded up. */
function dotAtMost(vector: Spread, page: Uint32Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) {
    const entry = page[i]!;
    sum += vector.weightOf(entry >>> WEIGHT_BITS) * (((entry & KEPT) << LOST_BITS) | LOST);
  }
  return sum * WEIGHT_STEP;
}
