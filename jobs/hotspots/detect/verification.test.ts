import { describe, expect, test } from 'vitest';
import { upperTail } from '../negative-binomial.ts';
import { nextCusum } from './cusum.ts';
import { earsStatistic } from './ears.ts';
import { adjustPValues, discoveryLimit } from './false-discovery.ts';
import { logLikelihoodRatio } from './scan/scan-statistic.ts';

/** Values computed once, independently, with scipy 1.17.1 (each test names the call); held to 1e-6 of the value. */
const off = (value: number, expected: number): number => Math.abs(value - expected) / (Math.abs(expected) || 1);
const LIMIT = 1e-6;

describe('figures agree with an independent implementation', () => {
  // scipy.stats.nbinom.sf(k − 1, mean/(φ − 1), 1/φ); scipy.stats.poisson.sf(k − 1, mean) for φ = 1. R's pnbinom and ppois
  // give the same for the first, second, fourth and sixth to twelve digits.
  test.each([
    [10, 1.2, 1, 5.761568103102e-7],
    [3, 0.5, 1.3, 2.939745703049e-2],
    [6, 1, 1.5, 6.858710562414e-3],
    [50, 20, 2.17, 2.239696009917e-4],
    [4, 0.02, 1.15, 1.340903762173e-5],
    [12, 0.05, 1.35, 2.106057973501e-9],
    [30, 25, 1.8, 2.395591764854e-1],
    [200, 120, 3, 1.344671966909e-4],
  ])('P(X ≥ %d) of a negative binomial with mean %d and dispersion %d', (count, mean, dispersion, expected) =>
    expect(off(upperTail(count, mean, dispersion), expected)).toBeLessThan(LIMIT),
  );

  // scipy.stats.nbinom.logpmf(y, n, n/(n + 2µ)) − nbinom.logpmf(y, n, n/(n + µ)) with n = µ/(φ − 1), summed and cut at 0.
  const counts = [5, 7, 3, 9, 12, 10, 14, 8, 15, 11];
  const means = [5.2, 6.1, 4.4, 5.0, 5.5, 6.0, 5.8, 3.9, 5.2, 6.1];
  test.each([
    [
      1.4,
      [
        0, 0, 0, 0.835064417, 2.681484055486, 3.330095154063, 5.871694475896, 6.95604081839, 10.316444534924,
        11.344059778709,
      ],
    ],
    [
      1,
      [
        0, 0, 0, 1.23832462504, 4.056090791759, 4.987562597358, 8.891623125198, 10.536800569677, 15.734008278076,
        17.258627264236,
      ],
    ],
  ])('the path of a CUSUM for a doubling, dispersion %d', (dispersion, path) => {
    let value = 0;
    for (const [i, expected] of path.entries()) {
      value = nextCusum(value, { count: counts[i]!, mean: means[i]!, dispersion }, 2);
      expect(off(value, expected)).toBeLessThan(LIMIT);
    }
  });

  // binom.logpmf(y, Y, y/Y) − binom.logpmf(y, Y, E/Y): the same ratio by way of the binomial of the cases.
  test.each([
    [10, 2.5, 60, 6.874846492441],
    [7, 3.2, 7, 5.479315374747],
    [25, 12.4, 800, 5.030812812422],
    [4, 0.31, 93, 6.614353598643],
  ])('the likelihood ratio of %d cases where %d are expected of %d', (observed, expected, total, ratio) =>
    expect(off(logLikelihoodRatio(observed, expected, total), ratio)).toBeLessThan(LIMIT),
  );
});

/** earsC of R's surveillance 1.20.3: `upperbound` with baseline 7 and minSigma 0; the statistic of a count at the bound is the quantile. */
describe('EARS agrees with R’s surveillance', () => {
  const series = [3, 5, 2, 6, 4, 7, 5, 9, 3, 8, 12, 4, 6, 15, 7];
  /** qnorm(1 − .001). */
  const Z = 3.09023230616781;
  test.each([
    ['C1', 8, 9.88121833400128],
    ['C1', 11, 12.67566475803884],
    ['C1', 15, 21.42589296546848],
    ['C2', 10, 9.88121833400128],
    ['C2', 13, 12.67566475803884],
    ['C2', 15, 16.53579967917769],
  ] as const)('%s: what day %d may have before it is called', (method, day, bound) => {
    const counts = [...series.slice(0, day - 1), bound];
    expect(off(earsStatistic(counts, method), Z)).toBeLessThan(LIMIT);
  });

  /**
   * For C3 its code adds to today's count what its manual adds to the mean of the seven days, so that its bound says nothing
   * of today, only what the two days before add: z − (bound − count)/sd. The sum of the three is Hutwagner's (2003).
   */
  test.each([
    [12, 4.342065562789812],
    [13, 8.456859400917995],
    [14, 24.678656822034828],
    [15, 11.66781561296918],
  ] as const)('C3: what the two days before day %d add to its own excess', (day, bound) => {
    const counts = series.slice(0, day);
    const week = counts.slice(-10, -3);
    const mean = week.reduce((sum, count) => sum + count, 0) / week.length;
    const deviation = Math.sqrt(week.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (week.length - 1));
    const before = Z - (bound - counts.at(-1)!) / deviation;
    const excess = Math.max(0, earsStatistic(counts, 'C2') - 1);
    expect(Math.abs(earsStatistic(counts, 'C3') - excess - before)).toBeLessThan(LIMIT);
  });
});

describe('false discoveries', () => {
  // The fifteen p-values of Benjamini and Hochberg (1995), section 3.1; adjusted by scipy.stats.false_discovery_control.
  const published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ];
  const adjusted = [
    0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714285714286, 0.06385714285714286, 0.0645, 0.0765, 0.486,
    0.5811818181818181, 0.714875, 0.7532307692307693, 0.8132142857142857, 1,
  ];

  test('are bounded as in the paper’s example: four hypotheses are rejected at .05', () => {
    expect(discoveryLimit(published, 15, 0.05)).toBe(0.0095);
  });
  test('large p-values may be left out, and the order does not matter', () => {
    expect(discoveryLimit([0.0095, 0.0019, 0.0001, 0.0004], 15, 0.05)).toBe(0.0095);
    expect(discoveryLimit([0.02], 15, 0.05)).toBe(0);
  });
  test('adjusted p-values are those of the published procedure', () => {
    for (const [i, value] of adjustPValues(published).entries()) expect(off(value, adjusted[i]!)).toBeLessThan(LIMIT);
    expect(adjustPValues([0.0019, 0.0001])).toEqual([0.0019, 0.0002]);
  });
});
