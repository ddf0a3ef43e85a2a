/** Steps per unit of weight, and steps in all: an idf of 13 for a word said nine times lies below 64. */
const STEPS = 16;
const counts = new Int32Array(64 * STEPS);

/**
 * The weight from which `limit` of the first `length` weights, or a few more of the same size, are kept; 0 keeps all.
 * By counting instead of sorting: most texts have more pairs of characters than are kept.
 */
export function weightCut(weights: Float32Array, length: number, limit: number): number {
  if (length <= limit) return 0;
  counts.fill(0);
  for (let i = 0; i < length; i++) counts[Math.min(counts.length - 1, (weights[i]! * STEPS) | 0)]! += 1;
  let step = counts.length - 1;
  for (let kept = counts[step]!; kept < limit && step > 0; kept += counts[step]!) step -= 1;
  return step / STEPS;
}
