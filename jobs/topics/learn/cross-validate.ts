import type { FeatureCounts } from './count-features.ts';
import { marginsOf, trainOneVsRest } from './one-vs-rest.ts';
import { learnVocabulary } from './vocabulary.ts';
import { weighAll } from './weigh-features.ts';

export interface Examples {
  counts: readonly FeatureCounts[];
  /** Index of each row's label. */
  targets: Int32Array;
  labelCount: number;
}

export interface TrainingOptions {
  cost: number;
  seed: number;
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const result = [...items];
  let state = seed >>> 0;
  for (let last = result.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    // The high bits: the low bits of an LCG repeat with short periods.
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

/**
 * A fold for each row; rows of one group (re-posts of one text) share it, so that a model is never asked what it has
 * read. Deterministic in the seed.
 */
export function assignFolds(groups: readonly string[], folds: number, seed: number): Int32Array {
  const order = new Map(shuffled([...new Set(groups)], seed).map((group, index) => [group, index % folds]));
  return Int32Array.from(groups, (group) => order.get(group)!);
}

/** Rows that satisfy a condition, as indices. */
export function rowsWhere(count: number, condition: (row: number) => boolean): Int32Array {
  return Int32Array.from(Array.from({ length: count }, (_, row) => row).filter(condition));
}

/** Learns from `trainRows` (frequencies too) and gives the margins of `testRows`, in their order. */
export function marginsAfterTraining(
  examples: Examples,
  trainRows: Int32Array,
  testRows: Int32Array,
  options: TrainingOptions,
): Float64Array[] {
  const data = weighAll(examples.counts, learnVocabulary(examples.counts, trainRows));
  const linear = trainOneVsRest(data, trainRows, examples.targets, { ...options, labelCount: examples.labelCount });
  return Array.from(testRows, (row) => marginsOf(linear, data, row));
}

/** The margins of each row by a model that has not seen its fold. */
export function outOfFoldMargins(
  examples: Examples,
  folds: Int32Array,
  options: TrainingOptions & { onFold?: (done: number, total: number) => void },
): Float64Array[] {
  const total = folds.reduce((most, fold) => Math.max(most, fold), 0) + 1;
  const margins: Float64Array[] = Array.from({ length: folds.length });
  for (let fold = 0; fold < total; fold++) {
    const trainRows = rowsWhere(folds.length, (row) => folds[row] !== fold);
    const testRows = rowsWhere(folds.length, (row) => folds[row] === fold);
    const found = marginsAfterTraining(examples, trainRows, testRows, options);
    testRows.forEach((row, index) => (margins[row] = found[index]!));
    options.onFold?.(fold + 1, total);
  }
  return margins;
}
