/** What one look of a chart is held against. */
export interface CusumInput {
  count: number;
  /** Expectation when all is as usual. */
  mean: number;
  /** Variance/mean, at least 1. */
  dispersion: number;
}

/**
 * The next value of a likelihood-ratio CUSUM for a negative binomial count whose mean is multiplied by `ratio`, never below
 * 0: Höhle and Paul (2008), Count data regression charts for the monitoring of surveillance time series, CSDA 52(9); the
 * size of the distribution is mean/(dispersion − 1) and stays as it is; dispersion 1 is the Poisson.
 */
export function nextCusum(value: number, { count, mean, dispersion }: CusumInput, ratio: number): number {
  if (mean <= 0) return value;
  const excess = (dispersion - 1) / mean;
  const step =
    excess < 1e-9
      ? count * Math.log(ratio) - mean * (ratio - 1)
      : count * Math.log(ratio) - (count + 1 / excess) * Math.log((1 + excess * ratio * mean) / (1 + excess * mean));
  return Math.max(0, value + step);
}
