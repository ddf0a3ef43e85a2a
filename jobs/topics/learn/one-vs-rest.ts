import { scaled, tellingScales } from './telling-scales.ts';
import { type SvmOptions, trainSvm } from './train-svm.ts';
import type { SparseRows } from './weigh-features.ts';

/** One hyperplane per label, interleaved: the weights of slot s start at s · labelCount. */
export interface LinearWeights {
  labelCount: number;
  weights: Float32Array;
  biases: Float32Array;
}

/** Trains one SVM per label against the rest, on features scaled by what they tell of it; `targets[row]` is the label's index. */
export function trainOneVsRest(
  data: SparseRows,
  rows: Int32Array,
  targets: Int32Array,
  options: SvmOptions & { labelCount: number },
): LinearWeights {
  const { labelCount } = options;
  const weights = new Float32Array(data.width * labelCount);
  const biases = new Float32Array(labelCount);
  for (let label = 0; label < labelCount; label++) {
    const signs = Int8Array.from(rows, (row) => (targets[row] === label ? 1 : -1));
    const scales = tellingScales(data, rows, signs);
    const plane = trainSvm(scaled(data, scales), rows, signs, options);
    plane.weights.forEach((weight, feature) => {
      if (weight !== 0) weights[feature * labelCount + label] = weight * scales[feature]!;
    });
    biases[label] = plane.bias;
  }
  return { labelCount, weights, biases };
}

/** The margins of one row, one per label. */
export function marginsOf({ labelCount, weights, biases }: LinearWeights, data: SparseRows, row: number): Float64Array {
  const margins = Float64Array.from(biases);
  for (let at = data.starts[row]!; at < data.starts[row + 1]!; at++) {
    const value = data.values[at]!;
    const base = data.slots[at]! * labelCount;
    for (let label = 0; label < labelCount; label++) margins[label]! += value * weights[base + label]!;
  }
  return margins;
}
