import { BUCKETS, COUNT_SHIFT } from './hash.ts';
import type { Stretch } from './strongest.ts';

/** Entries to begin with: a long letter has some 3 000 different pairs and triples of characters. */
const FIRST_SIZE = 1 << 12;
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
  /** Position of each bucket plus one; 0 for a bucket not met yet. 65 535 of them are more than a text that is read has. */
  private readonly positions = new Uint16Array(BUCKETS);

  /** Position of a bucket, which is made with count 0 when it is new; `isName` is kept from then on. */
  at(id: number, isName: boolean): number {
    const known = this.positions[id]!;
    if (known > 0) return known - 1;
    if (this.length === this.ids.length) this.grow();
    const position = this.length++;
    this.positions[id] = position + 1;
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
    for (let at = 0; at < this.length; at++) this.positions[this.ids[at]!] = 0;
    this.length = 0;
    this.hasNames = false;
  }

  private grow(): void {
    const { ids, counts, isName } = this;
    this.ids = new Int32Array(ids.length * 2);
    this.counts = new Uint8Array(ids.length * 2);
    this.isName = new Uint8Array(ids.length * 2);
    this.ids.set(ids);
    this.counts.set(counts);
    this.isName.set(isName);
  }
}
