/**
 * Benjamini and Hochberg (1995): the largest p-value that is still called a discovery, when `tests` hypotheses are judged
 * and a share `rate` of what is called may be false; 0 when none. `pValues` may leave out the uninteresting ones, in any order.
 */
export function discoveryLimit(pValues: readonly number[], tests: number, rate: number): number {
  const sorted = [...pValues].sort((a, b) => a - b);
  for (let k = sorted.length; k > 0; k--) if (sorted[k - 1]! <= (k * rate) / tests) return sorted[k - 1]!;
  return 0;
}

/** Adjusted p-values after Benjamini and Hochberg, in the order given: p.adjust(p, "BH") of R. */
export function adjustPValues(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = Array.from<number>({ length: pValues.length });
  let lowest = 1;
  for (const [position, i] of order.entries()) {
    lowest = Math.min(lowest, (pValues[i]! * pValues.length) / (pValues.length - position));
    adjusted[i] = lowest;
  }
  return adjusted;
}
