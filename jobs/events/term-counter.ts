import { BUCKETS } from './hash.ts';

/** Buckets with their counts, in order of first appearance. */
export interface Terms {
  ids: number[];
  counts: number[];
}

/** Counts buckets without a map: a table of positions that is wiped by what was counted. */
export class TermCounter {
  /** Position in `terms` plus one; 0 for a bucket not counted yet. */
  private readonly positions = new Int32Array(BUCKETS);
  private terms: Terms = { ids: [], counts: [] };

  add(id: number, weight: number): void {
    const position = this.positions[id]!;
    if (position > 0) this.terms.counts[position - 1]! += weight;
    else {
      this.positions[id] = this.terms.ids.push(id);
      this.terms.counts.push(weight);
    }
  }

  has(id: number): boolean {
    return this.positions[id]! > 0;
  }

  /** What was counted since the last call. */
  take(): Terms {
    const { terms } = this;
    for (const id of terms.ids) this.positions[id] = 0;
    this.terms = { ids: [], counts: [] };
    return terms;
  }
}
