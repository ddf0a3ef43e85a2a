import { expect, test } from 'vitest';
import { pValueOf } from './null-distribution.ts';
import { planScan, scan } from './scan-statistic.ts';
import { growZones } from './zones.ts';

/**
 * Weekly measles in the 17 districts of Weser-Ems, weeks 60–66 of `measlesWeserEms` with its neighbourhood, from R's package
 * surveillance 1.20.3 (Robert Koch Institute, SurvStat). Expected values were computed once, independently, in R 4.2.2:
 * of every cylinder dbinom(y, Y, y/Y, log) − dbinom(y, Y, E/Y, log), of sets that grow by border and, beside it, of all 338
 * connected sets of up to four districts, which have the same winner.
 */
const neighbours = [
  [12, 15],
  [6, 11],
  [5, 12, 15],
  [13],
  [9],
  [2, 7, 9, 11, 12, 15],
  [1, 11, 16],
  [5, 8, 11, 12, 13, 14],
  [7, 10, 11, 13],
  [4, 5, 11, 15, 16],
  [8],
  [1, 5, 6, 7, 8, 9, 16],
  [0, 2, 5, 7, 14, 15],
  [3, 7, 8, 14],
  [7, 12, 13],
  [0, 2, 5, 9, 12],
  [6, 9, 11],
];
/** Thousandths of the population. */
const population = [31, 21, 64, 67, 34, 46, 77, 62, 125, 41, 54, 67, 51, 145, 53, 38, 23];
const WEEKS = 7;
const nothing = [0, 0, 0, 0, 0, 0, 0];
const cases = [
  nothing,
  [4, 1, 2, 3, 4, 1, 0],
  [1, 0, 0, 0, 0, 2, 0],
  nothing,
  nothing,
  nothing,
  [1, 2, 5, 3, 2, 4, 1],
  [1, 0, 0, 6, 1, 0, 1],
  [1, 2, 4, 12, 12, 11, 4],
  nothing,
  nothing,
  [51, 33, 41, 18, 10, 9, 10],
  [0, 0, 1, 0, 0, 1, 1],
  [0, 0, 1, 1, 2, 1, 0],
  nothing,
  nothing,
  nothing,
].flat();
const LIMIT = 1e-6;

const zones = growZones(neighbours, population, 6);
const plan = planScan(
  zones,
  WEEKS,
  population.flatMap((share) => Array.from({ length: WEEKS }, () => share)),
);
const found = (cap?: number) => {
  const { centre, wards, ...rest } = scan(plan, cases, cap);
  return { ...rest, members: [...zones[centre]!.subarray(0, wards)].sort((a, b) => a - b) };
};

test('the scan finds the cluster of a published outbreak, with the ratio that R gives', () => {
  const cluster = found();
  expect(cluster).toMatchObject({ members: [1, 11], days: 7, observed: 187 });
  expect(Math.abs(cluster.llr / 294.278679332744 - 1)).toBeLessThan(LIMIT);
});

test('the same with at most two cases a district and week', () => {
  const cluster = found(2);
  expect(cluster).toMatchObject({ members: [1, 5, 6, 7, 8, 11], days: 7, observed: 54 });
  expect(Math.abs(cluster.llr / 25.7329220189456 - 1)).toBeLessThan(LIMIT);
});

/** scipy.stats.gumbel_r.sf(llr, mean − γ·scale, scale), scale = √6·sd/π, scipy 1.17.1. */
test.each([
  [5, 0.003487309706239832],
  [8, 5.774490948085538e-6],
  [12, 1.1285905144574277e-9],
])('far out, the p of a ratio of %d is that of the Gumbel distribution by moments', (llr, p) => {
  const ratios = Float64Array.from([
    1.7, 1.8, 1.9, 2.0, 2.1, 2.2, 2.2, 2.3, 2.4, 2.4, 2.5, 2.5, 2.6, 2.6, 2.7, 2.7, 2.8, 2.9, 3.0, 3.1, 3.3, 3.4, 3.6,
    4.2,
  ]);
  expect(Math.abs(pValueOf(llr, { ratios }) / p - 1)).toBeLessThan(LIMIT);
});
