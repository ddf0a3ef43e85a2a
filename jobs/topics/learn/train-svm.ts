import { FEATURE_SPACE } from './count-features.ts';
import type { SparseRows } from './weigh-features.ts';

export interface SvmOptions {
  /** Cost of an error; 1 by cross-validation. */
  cost: number;
  seed: number;
}

/** A linear decision: w·x + bias; positive means "is of this label". */
export interface Hyperplane {
  weights: Float64Array;
  bias: number;
}

/** Stop when the projected gradients differ by less; liblinear's default. */
const TOLERANCE = 0.1;
const MAX_PASSES = 200;

/** Numerical Recipes' LCG: the order of the updates is the same on every machine. */
function lcg(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
}

interface Problem {
  data: SparseRows;
  rows: Int32Array;
  signs: Int8Array;
  /** 1/(2C), on the diagonal of the dual. */
  diagonal: number;
  alpha: Float64Array;
  curvature: Float64Array;
  plane: Hyperplane;
}

function newProblem(data: SparseRows, rows: Int32Array, signs: Int8Array, cost: number): Problem {
  const diagonal = 1 / (2 * cost);
  const curvature = Float64Array.from(rows, (row) => {
    let squares = 1;
    for (let at = data.starts[row]!; at < data.starts[row + 1]!; at++) squares += data.values[at]! ** 2;
    return squares + diagonal;
  });
  const plane = { weights: new Float64Array(FEATURE_SPACE), bias: 0 };
  return { data, rows, signs, diagonal, alpha: new Float64Array(rows.length), curvature, plane };
}

function margin({ data, plane }: Problem, row: number): number {
  const { starts, ids, values } = data;
  const { weights } = plane;
  let sum = plane.bias;
  for (let at = starts[row]!, end = starts[row + 1]!; at < end; at++) sum += weights[ids[at]!]! * values[at]!;
  return sum;
}

function addRow({ data, plane }: Problem, row: number, step: number): void {
  const { starts, ids, values } = data;
  const { weights } = plane;
  for (let at = starts[row]!, end = starts[row + 1]!; at < end; at++) weights[ids[at]!]! += step * values[at]!;
  plane.bias += step;
}

/** Gradient of the dual at coordinate i. */
function gradient(problem: Problem, i: number): number {
  return problem.signs[i]! * margin(problem, problem.rows[i]!) - 1 + problem.alpha[i]! * problem.diagonal;
}

function update(problem: Problem, i: number, slope: number): void {
  const before = problem.alpha[i]!;
  const after = Math.max(before - slope / problem.curvature[i]!, 0);
  problem.alpha[i] = after;
  if (after !== before) addRow(problem, problem.rows[i]!, (after - before) * problem.signs[i]!);
}

/** The coordinates still worked on are order[0 … active). */
interface Active {
  order: Int32Array;
  size: number;
  /** Largest projected gradient of the pass before: what lies above is settled and shrunk away. */
  ceiling: number;
}

function swap(order: Int32Array, a: number, b: number): void {
  const kept = order[a]!;
  order[a] = order[b]!;
  order[b] = kept;
}

/** One pass over the active coordinates in random order; gives the range of the projected gradients. */
function pass(problem: Problem, active: Active, random: () => number): { highest: number; lowest: number } {
  let highest = -Infinity;
  let lowest = Infinity;
  for (let at = 0; at < active.size; at++) swap(active.order, at, at + (random() % (active.size - at)));
  for (let at = 0; at < active.size; at++) {
    const i = active.order[at]!;
    const slope = gradient(problem, i);
    const atBound = problem.alpha[i] === 0;
    if (atBound && slope > active.ceiling) {
      swap(active.order, at--, --active.size);
      continue;
    }
    const projected = atBound ? Math.min(slope, 0) : slope;
    highest = Math.max(highest, projected);
    lowest = Math.min(lowest, projected);
    if (Math.abs(projected) > 1e-12) update(problem, i, slope);
  }
  return { highest, lowest };
}

/**
 * L2-regularised L2-loss linear SVM by dual coordinate descent with shrinking (Hsieh et al. 2008, algorithm 3, as in
 * liblinear). `rows` picks the training rows of `data`; `signs[i]` is +1 or −1 for rows[i]. Deterministic in the seed.
 */
export function trainSvm(data: SparseRows, rows: Int32Array, signs: Int8Array, options: SvmOptions): Hyperplane {
  const problem = newProblem(data, rows, signs, options.cost);
  const random = lcg(options.seed);
  const active: Active = { order: Int32Array.from(rows.keys()), size: rows.length, ceiling: Infinity };
  for (let count = 0; count < MAX_PASSES; count++) {
    const { highest, lowest } = pass(problem, active, random);
    if (highest - lowest > TOLERANCE) {
      active.ceiling = highest <= 0 ? Infinity : highest;
      continue;
    }
    if (active.size === rows.length) break;
    // Converged on what was left: check again on everything.
    active.size = rows.length;
    active.ceiling = Infinity;
  }
  return problem.plane;
}
