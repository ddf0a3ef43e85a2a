import { BUCKET_MASK } from './hash.ts';
import { type Section, type Vectors, WEIGHT_STEP } from './vector-store.ts';

/** Entries to begin with: the limit of a vector and some that weigh as much as its last. */
const FIRST_ENTRIES = 512;
/** Of this module, since what is imported is looked up anew at each turn of a loop. */
const MASK = BUCKET_MASK;
/** Slots per entry: a bucket that is not held, nine of ten, mostly ends its search at the first. */
const SLOTS = 8;

/**
 * One vector in a hash table, so that a dot product with another reads only the other's entries. The table and its
 * weights stay in the processor's nearest cache, where one place for each of all buckets would not.
 */
export class Spread {
  /** Place plus one of the entry whose bucket begins its search at a slot; 0 for none. */
  private slots = new Uint16Array(FIRST_ENTRIES * SLOTS);
  /** Buckets of the entries, and their weights with and without those inside the document's names. */
  private ids = new Int32Array(FIRST_ENTRIES);
  private all = new Float32Array(FIRST_ENTRIES);
  private outside = new Float32Array(FIRST_ENTRIES);
  private length = 0;
  private scale = 0;
  /** Cosine of the last `dot`. */
  cosine = 0;
  /** The same without the entries of either document's names. */
  residualCosine = 0;

  set({ page: { entries, weights } }: Vectors, { start, names, end, residualScale }: Section): void {
    this.makeRoom(end - start);
    this.length = end - start;
    for (let i = start; i < end; i++) {
      const id = entries[i]! & MASK;
      const weight = weights[i]! * WEIGHT_STEP;
      this.ids[i - start] = id;
      this.slots[this.freeSlot(id)] = i - start + 1;
      this.all[i - start] = weight;
      this.outside[i - start] = i < names ? weight : 0;
    }
    this.scale = residualScale;
  }

  clear(): void {
    this.slots.fill(0);
    this.length = 0;
  }

  /** Writes each weight into a table, a power of two long, at the lower bits of its bucket; where two meet, the larger one. */
  writeRough(table: Float32Array): void {
    const { ids, all, length } = this;
    const mask = table.length - 1;
    for (let i = 0; i < length; i++) {
      const at = ids[i]! & mask;
      if (all[i]! > table[at]!) table[at] = all[i]!;
    }
  }

  /** Weight of a bucket; 0 when it is not held. */
  weightOf(id: number): number {
    const place = this.placeOf(id);
    return place < 0 ? 0 : this.all[place]!;
  }

  dot({ page: { entries, weights } }: Vectors, { start, names, end, residualScale }: Section): void {
    const { all: mine, outside: mineOutside } = this;
    let all = 0;
    let outside = 0;
    for (let i = start; i < end; i++) {
      const place = this.placeOf(entries[i]! & MASK);
      if (place < 0) continue;
      all += mine[place]! * weights[i]!;
      if (i < names) outside += mineOutside[place]! * weights[i]!;
    }
    this.cosine = all * WEIGHT_STEP;
    this.residualCosine = outside * WEIGHT_STEP * residualScale * this.scale;
  }

  /**
   * As `dot`, and in the same pass over the section, the longest of a document: the share (0–1, by weight) of `sought`
   * outside the names whose buckets it holds.
   */
  dotFinding(sought: Spread, { page: { entries, weights } }: Vectors, section: Section): number {
    const { all: mine, outside: mineOutside } = this;
    const { names, end } = section;
    let all = 0;
    let outside = 0;
    let squares = 0;
    for (let i = section.start; i < end; i++) {
      const id = entries[i]! & MASK;
      const place = this.placeOf(id);
      if (place >= 0) {
        all += mine[place]! * weights[i]!;
        if (i < names) outside += mineOutside[place]! * weights[i]!;
      }
      const soughtPlace = sought.placeOf(id);
      if (soughtPlace < 0) continue;
      const weight = sought.outside[soughtPlace]!;
      squares += weight * weight;
    }
    this.cosine = all * WEIGHT_STEP;
    this.residualCosine = outside * WEIGHT_STEP * section.residualScale * this.scale;
    return Math.min(1, squares * sought.scale * sought.scale);
  }

  /** Share (0–1, by weight) of `section` outside the names whose buckets this vector holds. */
  covers({ page: { entries, weights } }: Vectors, { start, names, residualScale }: Section): number {
    let squares = 0;
    for (let i = start; i < names; i++) {
      if (this.placeOf(entries[i]! & MASK) >= 0) squares += weights[i]! * weights[i]!;
    }
    const scale = WEIGHT_STEP * residualScale;
    return Math.min(1, squares * scale * scale);
  }

  /** The place of a bucket's entry; −1 for a bucket that is not held. */
  private placeOf(id: number): number {
    const { slots, ids } = this;
    const mask = slots.length - 1;
    for (let slot = id & mask; ; slot = (slot + 1) & mask) {
      const place = slots[slot]! - 1;
      if (place < 0 || ids[place] === id) return place;
    }
  }

  private freeSlot(id: number): number {
    const mask = this.slots.length - 1;
    let slot = id & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  }

  /** Makes an empty table large enough; its size stays a power of two. */
  private makeRoom(entries: number): void {
    let size = this.all.length;
    if (entries <= size) return;
    while (size < entries) size *= 2;
    this.slots = new Uint16Array(size * SLOTS);
    this.ids = new Int32Array(size);
    this.all = new Float32Array(size);
    this.outside = new Float32Array(size);
  }
}
