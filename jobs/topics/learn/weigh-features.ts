import { FEATURE_SPACE, featureBlocks, type FeatureCounts } from './count-features.ts';

/** Many sparse rows in one slab: row r holds positions starts[r] … starts[r + 1]. */
export interface SparseRows {
  starts: Int32Array;
  ids: Int32Array;
  values: Float32Array;
}

/** A feature of one text only says nothing about others, and two in three features are such. */
const MIN_DOCUMENTS = 2;

/**
 * Inverse document frequencies ln((1+N)/(1+df))+1 over the chosen rows; 0 for features of fewer than two of them.
 * A few dozen labelled texts keep all their features: there, once is all one can hope for.
 */
export function inverseFrequencies(counts: readonly FeatureCounts[], rows: Int32Array): Float32Array {
  const frequencies = new Int32Array(FEATURE_SPACE);
  for (const row of rows) {
    const { ids } = counts[row]!;
    for (const id of ids) frequencies[id]!++;
  }
  const total = rows.length;
  return Float32Array.from(frequencies, (df) => (df < MIN_DOCUMENTS ? 0 : Math.log((1 + total) / (1 + df)) + 1));
}

/** Writes (1+ln tf)·idf, each block scaled to its weight, to values[at …]. */
export function weighInto(row: FeatureCounts, idf: Float32Array, values: Float32Array, at: number): void {
  let from = 0;
  row.ends.forEach((end, block) => {
    let squares = 0;
    for (let position = from; position < end; position++) {
      const value = (1 + Math.log(row.counts[position]!)) * idf[row.ids[position]!]!;
      values[at + position] = value;
      squares += value * value;
    }
    const scale = squares > 0 ? featureBlocks[block]!.weight / Math.sqrt(squares) : 0;
    for (let position = from; position < end; position++) values[at + position]! *= scale;
    from = end;
  });
}

/** All rows weighed, in one slab. */
export function weighAll(counts: readonly FeatureCounts[], idf: Float32Array): SparseRows {
  const starts = new Int32Array(counts.length + 1);
  counts.forEach((row, index) => (starts[index + 1] = starts[index]! + row.ids.length));
  const ids = new Int32Array(starts[counts.length]!);
  const values = new Float32Array(ids.length);
  counts.forEach((row, index) => {
    ids.set(row.ids, starts[index]!);
    weighInto(row, idf, values, starts[index]!);
  });
  return { starts, ids, values };
}
