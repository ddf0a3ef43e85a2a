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

/** Stop when the projected gradients differ by less. liblinear's .1 takes half as long again for the same scores. */
const TOLERANCE = 0.3;
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
  cost: number;
  /** Dual variables, 0 … cost. */
  alpha: Float64Array;
  /** Squared lengths, bias feature included. */
  lengths: Float64Array;
  plane: Hyperplane;
}

function newProblem(data: SparseRows, rows: Int32Array, signs: Int8Array, cost: number): Problem {
  const lengths = Float64Array.from(rows, (row) => {
    let squares = 1;
    for (let at = data.starts[row]!; at < data.starts[row + 1]!; at++) squares += data.values[at]! ** 2;
    return squares;
  });
  const plane = { weights: new Float64Array(data.width), bias: 0 };
  return { data, rows, signs, cost, alpha: new Float64Array(rows.length), lengths, plane };
}

function margin({ data, plane }: Problem, row: number): number {
  const { starts, slots, values } = data;
  const { weights } = plane;
  let sum = plane.bias;
  for (let at = starts[row]!, end = starts[row + 1]!; at < end; at++) sum += weights[slots[at]!]! * values[at]!;
  return sum;
}

function addRow({ data, plane }: Problem, row: number, step: number): void {
  const { starts, slots, values } = data;
  const { weights } = plane;
  for (let at = starts[row]!, end = starts[row + 1]!; at < end; at++) weights[slots[at]!]! += step * values[at]!;
  plane.bias += step;
}

/** Gradient of the dual at coordinate i. */
function gradient(problem: Problem, i: number): number {
  return problem.signs[i]! * margin(problem, problem.rows[i]!) - 1;
}

function update(problem: Problem, i: number, slope: number): void {
  const before = problem.alpha[i]!;
  const after = Math.min(Math.max(before - slope / problem.lengths[i]!, 0), problem.cost);
  problem.alpha[i] = after;
  if (after !== before) addRow(problem, problem.rows[i]!, (after - before) * problem.signs[i]!);
}

/** The coordinates still worked on are order[0 … size). */
interface Active {
  order: Int32Array;
  size: number;
  /** Range of the projected gradients of the pass before: what lies outside is settled at its bound, and shrunk away. */
  ceiling: number;
  floor: number;
}

function swap(order: Int32Array, a: number, b: number): void {
  const kept = order[a]!;
  order[a] = order[b]!;
  order[b] = kept;
}

function isSettled({ alpha, cost }: Problem, i: number, slope: number, { ceiling, floor }: Active): boolean {
  return (alpha[i] === 0 && slope > ceiling) || (alpha[i] === cost && slope < floor);
}

function project({ alpha, cost }: Problem, i: number, slope: number): number {
  if (alpha[i] === 0) return Math.min(slope, 0);
  return alpha[i] === cost ? Math.max(slope, 0) : slope;
}

/** One pass over the active coordinates in random order; gives the range of the projected gradients. */
function pass(problem: Problem, active: Active, random: () => number): { highest: number; lowest: number } {
  let highest = -Infinity;
  let lowest = Infinity;
  for (let at = 0; at < active.size; at++) swap(active.order, at, at + (random() % (active.size - at)));
  for (let at = 0; at < active.size; at++) {
    const i = active.order[at]!;
    const slope = gradient(problem, i);
    if (isSettled(problem, i, slope, active)) {
      swap(active.order, at--, --active.size);
      continue;
    }
    const projected = project(problem, i, slope);
    highest = Math.max(highest, projected);
    lowest = Math.min(lowest, projected);
    if (Math.abs(projected) > 1e-12) update(problem, i, slope);
  }
  return { highest, lowest };
}

/**
 * L2-regularised linear SVM with hinge loss by dual coordinate descent with shrinking (Hsieh et al. 2008, algorithm 3,
 * as in liblinear). The hinge forgives a wrong label what its square does not: on labels with 3 % noise .002 of
 * macro-F1 and .01 of coverage at 98 % precision. `rows` picks the training rows of `data`; `signs[i]` is +1 or −1
 * for rows[i]. Deterministic in the seed.
 */
export function trainSvm(data: SparseRows, rows: Int32Array, signs: Int8Array, options: SvmOptions): Hyperplane {
  const problem = newProblem(data, rows, signs, options.cost);
  const random = lcg(options.seed);
  const active: Active = {
    order: Int32Array.from(rows.keys()),
    size: rows.length,
    ceiling: Infinity,
    floor: -Infinity,
  };
  for (let count = 0; count < MAX_PASSES; count++) {
    const { highest, lowest } = pass(problem, active, random);
    if (highest - lowest > TOLERANCE) {
      active.ceiling = highest <= 0 ? Infinity : highest;
      active.floor = lowest >= 0 ? -Infinity : lowest;
      continue;
    }
    if (active.size === rows.length) break;
    // Converged on what was left: check again on everything.
    active.size = rows.length;
    active.ceiling = Infinity;
    active.floor = -Infinity;
  }
  return problem.plane;
}
