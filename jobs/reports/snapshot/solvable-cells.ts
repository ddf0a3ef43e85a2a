import type { CellSum } from './suppress-small-cells.ts';

/**
 * The left-out cells that follow from the sums: those alone in a row of the reduced echelon form of the system whose
 * unknowns they are. Which ones follow does not depend on the values.
 */
export function solvableCells(sums: readonly CellSum[], hidden: ReadonlySet<string>): string[] {
  const pivots = new Map<string, Map<string, number>>();
  for (const { total, parts } of sums) {
    const row = new Map<string, number>();
    if (hidden.has(total)) row.set(total, 1);
    for (const part of parts) if (hidden.has(part)) row.set(part, (row.get(part) ?? 0) - 1);
    for (const key of row.keys()) {
      const pivot = pivots.get(key);
      if (pivot && row.has(key)) subtract(row, pivot, row.get(key)!);
    }
    const lead = [...row.keys()].find((key) => !pivots.has(key));
    if (lead === undefined) continue;
    const scale = row.get(lead)!;
    for (const [key, value] of row) row.set(key, value / scale);
    for (const other of pivots.values()) if (other.has(lead)) subtract(other, row, other.get(lead)!);
    pivots.set(lead, row);
  }
  return [...pivots].filter(([, row]) => row.size === 1).map(([key]) => key);
}

/** Coefficients are small integers and their quotients; what is this near to nothing is nothing. */
const NOTHING = 1e-9;

function subtract(row: Map<string, number>, other: ReadonlyMap<string, number>, times: number): void {
  for (const [key, value] of other) {
    const rest = (row.get(key) ?? 0) - times * value;
    if (Math.abs(rest) < NOTHING) row.delete(key);
    else row.set(key, rest);
  }
}
