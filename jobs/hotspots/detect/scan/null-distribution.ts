import type { Random } from '../random.ts';
import { nullCounts } from './null-counts.ts';
import { scan, type ScanPlan } from './scan-statistic.ts';

/** How large the greatest likelihood ratio gets when nothing unusual happens. */
export interface NullDistribution {
  /** The greatest ratios of the replicates, ascending. */
  ratios: Float64Array;
}

export interface NullOptions {
  /** Reports that fall under the null. */
  total: number;
  dispersion: number;
  replicates: number;
  /** As the observed counts are capped. */
  cap: number;
}

/** Draws replicates under the null and scans each as the observed counts are scanned. */
export function drawNull(
  plan: ScanPlan,
  { total, dispersion, replicates, cap }: NullOptions,
  random: Random,
): NullDistribution {
  const draw = nullCounts(plan.expected, { total, dispersion });
  const ratios = Float64Array.from({ length: replicates }, () => scan(plan, draw(random), cap).llr);
  return { ratios: ratios.sort() };
}

/** Euler–Mascheroni: the mean of the standard Gumbel distribution. */
const EULER = 0.577215664901532;

/**
 * P(greatest ratio ≥ llr) under the null. Where at least ten replicates reach it, their share (Dwass 1957); further out the
 * Gumbel distribution fitted by moments, which Abrams, Kleinman and Kulldorff (2010, Int J Health Geogr 9:61) found as good
 * as hundreds of times the replicates.
 */
export function pValueOf(llr: number, { ratios }: NullDistribution): number {
  const reached = ratios.reduce((count, ratio) => count + (ratio >= llr ? 1 : 0), 0);
  if (reached >= 10 || ratios.length < 20) return (reached + 1) / (ratios.length + 1);
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (ratios.length - 1);
  const scale = (Math.sqrt(variance) * Math.sqrt(6)) / Math.PI;
  return -Math.expm1(-Math.exp(-(llr - (mean - EULER * scale)) / scale));
}
