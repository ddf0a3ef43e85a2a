import { COUNT_SHIFT } from './hash.ts';
import type { Stretch } from './strongest.ts';

/** Entries to begin with: a long letter has some 3 000 different pairs and triples of characters. */
const FIRST_SIZE = 1 << 12;
/** Slots per entry: half full at most, so that a search ends after one or two. */
const SLOTS = 2;
/** Counts stop here, so that they fit beside a bucket in one integer. */
const MOST = 255;

/** A stretch of counted entries: those outside the document's own names, then from `names` on those inside. */
export interface Terms extends Stretch {
  names: number;
}

/**
 * Counts buckets without a map: a table of positions that is wiped by what was counted. Each bucket lies inside or
 * outside the document's own names. Scratch space: what it holds is valid until `clear`.
 */
export class TermCounter {
  /** Buckets in order of first appearance, their counts, and 1 for those inside names. */
  private ids = new Int32Array(FIRST_SIZE);
  counts = new Uint8Array(FIRST_SIZE);
  isName = new Uint8Array(FIRST_SIZE);
  length = 0;
  /** Whether any of them lies inside a name. */
  private hasNames = false;
  /**
   * Position plus one of the bucket that begins its search at a slot; 0 for none. A hash table of 16 kB stays in the
   * processor's nearest cache, where a position for each of all buckets does not. 65 535 are more than a text that is
   * read has.
   */
  private positions = new Uint16Array(FIRST_SIZE * SLOTS);

  /** Position of a bucket, which is made with count 0 when it is new; `isName` is kept from then on. */
  at(id: number, isName: boolean): number {
    let slot = this.slotOf(id);
    const known = this.positions[slot]!;
    if (known > 0) return known - 1;
    if (this.length === this.ids.length) {
      this.grow();
      slot = this.slotOf(id);
    }
    const position = this.length++;
    this.positions[slot] = position + 1;
    this.ids[position] = id;
    this.counts[position] = 0;
    this.isName[position] = isName ? 1 : 0;
    this.hasNames ||= isName;
    return position;
  }

  add(position: number, weight: number): void {
    this.counts[position] = Math.min(MOST, this.counts[position]! + weight);
  }

  /** Writes an entry for each bucket with a count from `start` on, in order of first appearance within both parts. */
  writeTo(entries: Int32Array, start: number): Terms {
    const { ids, counts, isName, length } = this;
    const terms: Terms = { start, names: start, end: start };
    for (let inside = 0; inside <= (this.hasNames ? 1 : 0); inside++) {
      for (let i = 0; i < length; i++)
        if (isName[i] === inside && counts[i]! > 0) entries[terms.end++] = (counts[i]! << COUNT_SHIFT) | ids[i]!;
      if (inside === 0) terms.names = terms.end;
    }
    return terms;
  }

  clear(): void {
    this.positions.fill(0);
    this.length = 0;
    this.hasNames = false;
  }

  /** Where a bucket stands, or would stand. */
  private slotOf(id: number): number {
    const { positions, ids } = this;
    const mask = positions.length - 1;
    let slot = id & mask;
    for (let known = positions[slot]!; known > 0 && ids[known - 1] !== id; known = positions[slot]!)
      slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { ids, counts, isName } = this;
    this.ids = new Int32Array(ids.length * 2);
    this.counts = new Uint8Array(ids.length * 2);
    this.isName = new Uint8Array(ids.length * 2);
    this.ids.set(ids);
    this.counts.set(counts);
    this.isName.set(isName);
    this.positions = new Uint16Array(this.ids.length * SLOTS);
    for (let at = 0; at < this.length; at++) this.positions[this.slotOf(ids[at]!)] = at + 1;
  }
}
