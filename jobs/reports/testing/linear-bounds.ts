/** Coefficients are zeros and ones, and their quotients after pivots; what is this near to nothing is nothing. */
const NOTHING = 1e-7;

/**
 * What follows from sums: the least and the most that a sum of unknowns can be, where each unknown is zero or more and each
 * row adds some of them up to its value. The simplex method; the rows must have a solution.
 */
export function linearBounds(
  unknowns: number,
  rows: readonly { coefficients: readonly number[]; value: number }[],
): (target: readonly number[]) => [least: number, most: number] {
  // A row: the unknowns, one artificial for each row, the value.
  const width = unknowns + rows.length + 1;
  const table = rows.map(({ coefficients, value }, at) => {
    const row = new Float64Array(width);
    row.set(coefficients);
    row[unknowns + at] = 1;
    row[width - 1] = value;
    return row;
  });
  const basis = rows.map((_, at) => unknowns + at);
  const artificial = Float64Array.from({ length: width }, (_, at) => (at >= unknowns && at < width - 1 ? 1 : 0));
  minimise(table, basis, { cost: artificial, columns: unknowns });
  // What is left of artificials is zero: pivot them out, or drop rows that say nothing new.
  for (const [at, row] of table.entries()) {
    if (basis[at]! < unknowns) continue;
    const column = row.findIndex((each, of) => of < unknowns && Math.abs(each) > NOTHING);
    if (column >= 0) pivot(table, basis, { row: at, column });
  }
  const isBasic = basis.map((column) => column < unknowns);
  const kept = table
    .filter((_, at) => isBasic[at])
    .map((row) => Float64Array.of(...row.slice(0, unknowns), row.at(-1)!));
  const keptBasis = basis.filter((column) => column < unknowns);
  const minimum = (target: readonly number[]): number =>
    minimise(kept, keptBasis, { cost: Float64Array.of(...target, 0), columns: unknowns });
  return (target) => [minimum(target), -minimum(target.map((each) => -each))];
}

type Table = Float64Array[];

function minimise(table: Table, basis: number[], { cost, columns }: { cost: Float64Array; columns: number }): number {
  const reduced = Float64Array.from(cost);
  for (const [at, row] of table.entries()) subtract(reduced, row, cost[basis[at]!]!);
  for (let pivots = 0; ; pivots++) {
    const column = entering(reduced, columns, pivots > STEEPEST);
    if (column < 0) return -reduced.at(-1)!;
    let best: { row: number; ratio: number } | undefined;
    for (const [row, values] of table.entries()) {
      if (values[column]! <= NOTHING) continue;
      const ratio = values.at(-1)! / values[column]!;
      const isBetter = !best || ratio < best.ratio - NOTHING;
      if (isBetter || (ratio <= best!.ratio + NOTHING && basis[row]! < basis[best!.row]!)) best = { row, ratio };
    }
    if (!best) return Number.NEGATIVE_INFINITY;
    pivot(table, basis, { row: best.row, column });
    subtract(reduced, table[best.row]!, reduced[column]!);
  }
}

/** After so many pivots Bland's rule, which never turns in a circle, takes over from the steepest descent, which is faster. */
const STEEPEST = 300;

function entering(reduced: Float64Array, columns: number, isBland: boolean): number {
  let best = -1;
  for (let at = 0; at < columns; at++) {
    if (reduced[at]! >= -NOTHING) continue;
    if (isBland) return at;
    if (best < 0 || reduced[at]! < reduced[best]!) best = at;
  }
  return best;
}

function pivot(table: Table, basis: number[], { row, column }: { row: number; column: number }): void {
  const own = table[row]!;
  const by = own[column]!;
  for (let at = 0; at < own.length; at++) own[at]! /= by;
  for (const [at, other] of table.entries()) if (at !== row) subtract(other, own, other[column]!);
  basis[row] = column;
}

function subtract(from: Float64Array, row: Float64Array, times: number): void {
  if (Math.abs(times) < 1e-12) return;
  for (let at = 0; at < from.length; at++) from[at]! -= times * row[at]!;
}
