import { featureBlocks, type FeatureCounts } from './count-features.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Many sparse rows in one slab: row r holds positions starts[r] … starts[r + 1]. */
export interface SparseRows {
  starts: Int32Array;
  slots: Int32Array;
  values: Float32Array;
  /** Number of features of the vocabulary. */
  width: number;
}

/** A place to write weighed features to, from position `at` on. */
export interface SparseSlab {
  slots: Int32Array;
  values: Float32Array;
  at: number;
}

/** 1 + ln n for every count there can be. */
const damped = Float32Array.from({ length: 256 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)));

/** Appends (1+ln tf)·idf of the known features of a text, each block scaled to its weight. */
export function weighInto(row: FeatureCounts, vocabulary: Vocabulary, slab: SparseSlab): void {
  const { slots, idf } = vocabulary;
  let from = 0;
  row.ends.forEach((end, block) => {
    const start = slab.at;
    let squares = 0;
    for (let position = from; position < end; position++) {
      const slot = slots[row.ids[position]!]!;
      if (slot < 0) continue;
      const value = damped[row.counts[position]!]! * idf[slot]!;
      slab.slots[slab.at] = slot;
      slab.values[slab.at++] = value;
      squares += value * value;
    }
    const scale = squares > 0 ? featureBlocks[block]!.weight / Math.sqrt(squares) : 0;
    for (let position = start; position < slab.at; position++) slab.values[position]! *= scale;
    from = end;
  });
}

/** All rows weighed, in one slab. */
export function weighAll(counts: readonly FeatureCounts[], vocabulary: Vocabulary): SparseRows {
  const room = counts.reduce((sum, row) => sum + row.ids.length, 0);
  const slab: SparseSlab = { slots: new Int32Array(room), values: new Float32Array(room), at: 0 };
  const starts = new Int32Array(counts.length + 1);
  counts.forEach((row, index) => {
    weighInto(row, vocabulary, slab);
    starts[index + 1] = slab.at;
  });
  return { starts, slots: slab.slots, values: slab.values, width: vocabulary.idf.length };
}
