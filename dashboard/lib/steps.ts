/**
 * The step 0–4 of each value for shading: by equal shares of the largest, so that one busy ward is seen as such.
 * null (数据不足) has no step.
 */
export function stepsOf(values: readonly (number | null)[]): (0 | 1 | 2 | 3 | 4 | null)[] {
  const top = Math.max(0, ...values.map((value) => value ?? 0));
  return values.map((value) => {
    if (value === null) return null;
    if (value === 0 || top === 0) return 0;
    return Math.min(4, Math.ceil((value / top) * 4)) as 1 | 2 | 3 | 4;
  });
}
