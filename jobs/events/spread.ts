import { BUCKETS } from './hash.ts';
import type { Section, Vectors } from './vector-store.ts';

/** One vector spread over all buckets, so that a dot product with another reads only the other's entries. */
export class Spread {
  private readonly all = new Float32Array(BUCKETS);
  private readonly outside = new Float32Array(BUCKETS);
  private scale = 0;
  /** Cosine of the last `dot`. */
  cosine = 0;
  /** The same without the entries of either document's names. */
  residualCosine = 0;

  set({ page: { ids, weights } }: Vectors, { start, names, end, residualScale }: Section): void {
    for (let i = start; i < end; i++) this.all[ids[i]!] = weights[i]!;
    for (let i = start; i < names; i++) this.outside[ids[i]!] = weights[i]!;
    this.scale = residualScale;
  }

  clear({ page: { ids } }: Vectors, { start, end }: Section): void {
    for (let i = start; i < end; i++) this.all[ids[i]!] = this.outside[ids[i]!] = 0;
  }

  dot({ page: { ids, weights } }: Vectors, { start, names, end, residualScale }: Section): void {
    let all = 0;
    let outside = 0;
    for (let i = start; i < names; i++) {
      const id = ids[i]!;
      all += this.all[id]! * weights[i]!;
      outside += this.outside[id]! * weights[i]!;
    }
    for (let i = names; i < end; i++) all += this.all[ids[i]!]! * weights[i]!;
    this.cosine = all;
    this.residualCosine = outside * residualScale * this.scale;
  }

  /** Share (0–1, by weight) of this vector outside the names whose buckets `section` holds. */
  foundIn({ page: { ids } }: Vectors, { start, end }: Section): number {
    let squares = 0;
    for (let i = start; i < end; i++) {
      const weight = this.outside[ids[i]!]!;
      squares += weight * weight;
    }
    return Math.min(1, squares * this.scale * this.scale);
  }

  /** Share (0–1, by weight) of `section` outside the names whose buckets this vector holds. */
  covers({ page: { ids, weights } }: Vectors, { start, names, residualScale }: Section): number {
    let squares = 0;
    for (let i = start; i < names; i++) if (this.all[ids[i]!]! > 0) squares += weights[i]! * weights[i]!;
    return Math.min(1, squares * residualScale * residualScale);
  }
}
