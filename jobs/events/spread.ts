import { BUCKET_MASK, BUCKETS } from './hash.ts';
import { type Section, type Vectors, WEIGHT_STEP } from './vector-store.ts';

/** Entries to begin with: the limit of a vector and some that weigh as much as its last. */
const FIRST_ENTRIES = 512;

/**
 * One vector spread over all buckets, so that a dot product with another reads only the other's
 * entries. A bit per bucket goes before the weights: nine of ten entries miss, and the bits stay
 * in the processor's nearest cache where the weights would not.
 */
export class Spread {
  private readonly bits = new Int32Array(BUCKETS >>> 5);
  /** Place of a bucket's entry in the two short lists of weights, which stay in the nearest cache as well. */
  private readonly places = new Uint16Array(BUCKETS);
  private all = new Float32Array(FIRST_ENTRIES);
  private outside = new Float32Array(FIRST_ENTRIES);
  private scale = 0;
  /** Cosine of the last `dot`. */
  cosine = 0;
  /** The same without the entries of either document's names. */
  residualCosine = 0;

  set({ page: { entries, weights } }: Vectors, { start, names, end, residualScale }: Section): void {
    this.makeRoom(end - start);
    for (let i = start; i < end; i++) {
      const id = entries[i]! & BUCKET_MASK;
      this.bits[id >>> 5]! |= 1 << (id & 31);
      const weight = weights[i]! * WEIGHT_STEP;
      this.places[id] = i - start;
      this.all[i - start] = weight;
      this.outside[i - start] = i < names ? weight : 0;
    }
    this.scale = residualScale;
  }

  clear({ page: { entries } }: Vectors, { start, end }: Section): void {
    for (let i = start; i < end; i++) this.bits[(entries[i]! & BUCKET_MASK) >>> 5] = 0;
  }

  dot({ page: { entries, weights } }: Vectors, { start, names, end, residualScale }: Section): void {
    const { bits, places, all: mine, outside: mineOutside } = this;
    let all = 0;
    let outside = 0;
    for (let i = start; i < end; i++) {
      const id = entries[i]! & BUCKET_MASK;
      if (((bits[id >>> 5]! >>> (id & 31)) & 1) === 0) continue;
      const place = places[id]!;
      all += mine[place]! * weights[i]!;
      if (i < names) outside += mineOutside[place]! * weights[i]!;
    }
    this.cosine = all * WEIGHT_STEP;
    this.residualCosine = outside * WEIGHT_STEP * residualScale * this.scale;
  }

  /** Share (0–1, by weight) of this vector outside the names whose buckets `section` holds. */
  foundIn({ page: { entries } }: Vectors, { start, end }: Section): number {
    const { bits } = this;
    let squares = 0;
    for (let i = start; i < end; i++) {
      const id = entries[i]! & BUCKET_MASK;
      if (((bits[id >>> 5]! >>> (id & 31)) & 1) === 0) continue;
      const weight = this.outside[this.places[id]!]!;
      squares += weight * weight;
    }
    return Math.min(1, squares * this.scale * this.scale);
  }

  /** Share (0–1, by weight) of `section` outside the names whose buckets this vector holds. */
  covers({ page: { entries, weights } }: Vectors, { start, names, residualScale }: Section): number {
    let squares = 0;
    for (let i = start; i < names; i++) {
      const id = entries[i]! & BUCKET_MASK;
      if (((this.bits[id >>> 5]! >>> (id & 31)) & 1) === 1) squares += weights[i]! * weights[i]!;
    }
    const scale = WEIGHT_STEP * residualScale;
    return Math.min(1, squares * scale * scale);
  }
  private makeRoom(entries: number): void {
    if (entries <= this.all.length) return;
    this.all = new Float32Array(entries * 2);
    this.outside = new Float32Array(entries * 2);
  }
}
