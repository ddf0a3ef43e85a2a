import { FEATURE_SPACE } from './count-features.ts';
import { type SvmOptions, trainSvm } from './train-svm.ts';
import type { SparseRows } from './weigh-features.ts';

/** One hyperplane per label, interleaved: the weights of feature f start at f · labelCount. */
export interface LinearWeights {
  labelCount: number;
  weights: Float32Array;
  biases: Float32Array;
}

/** Trains one SVM per label against the rest; `targets[row]` is the label's index. */
export function trainOneVsRest(
  data: SparseRows,
  rows: Int32Array,
  targets: Int32Array,
  options: SvmOptions & { labelCount: number },
): LinearWeights {
  const { labelCount } = options;
  const weights = new Float32Array(FEATURE_SPACE * labelCount);
  const biases = new Float32Array(labelCount);
  for (let label = 0; label < labelCount; label++) {
    const signs = Int8Array.from(rows, (row) => (targets[row] === label ? 1 : -1));
    const plane = trainSvm(data, rows, signs, options);
    plane.weights.forEach((weight, feature) => {
      if (weight !== 0) weights[feature * labelCount + label] = weight;
    });
    biases[label] = plane.bias;
  }
  return { labelCount, weights, biases };
}

/** Writes the margins of a sparse text, one per label, to `out`. */
export function writeMargins(
  { labelCount, weights, biases }: LinearWeights,
  ids: Int32Array,
  values: Float32Array,
  out: Float64Array,
): void {
  out.set(biases);
  for (let at = 0; at < ids.length; at++) {
    const value = values[at]!;
    const base = ids[at]! * labelCount;
    for (let label = 0; label < labelCount; label++) out[label]! += value * weights[base + label]!;
  }
}

/** The margins of one row of a slab. */
export function marginsOf(linear: LinearWeights, data: SparseRows, row: number): Float64Array {
  const margins = new Float64Array(linear.labelCount);
  const from = data.starts[row]!;
  const to = data.starts[row + 1]!;
  writeMargins(linear, data.ids.subarray(from, to), data.values.subarray(from, to), margins);
  return margins;
}
