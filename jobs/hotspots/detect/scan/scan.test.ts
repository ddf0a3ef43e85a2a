import { describe, expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { findCluster } from './find-cluster.ts';
import { nullCounts } from './null-counts.ts';
import { drawNull, pValueOf } from './null-distribution.ts';
import { logLikelihoodRatio, planScan, scan } from './scan-statistic.ts';
import { growZones } from './zones.ts';

/** Six wards in a row, and one that borders on none. */
const row = [[1], [0, 2], [1, 3], [2, 4], [3, 5], [4], []];
const WARDS = row.length;
const DAYS = 4;
const flat = (value: number): Float64Array => new Float64Array(WARDS * DAYS).fill(value);

describe('zones', () => {
  test('are connected and hold at most half of the weight', () => {
    const zones = growZones(row, [1, 1, 1, 1, 1, 1, 1], 6);
    expect([...zones[2]!]).toEqual([2, 1, 3]);
    expect([...zones[6]!]).toEqual([6]);
  });
  test('hold at most so many wards', () => {
    expect(growZones(row, [1, 1, 1, 1, 1, 1, 1], 2).every((zone) => zone.length <= 2)).toBe(true);
  });
});

describe('the scan', () => {
  const zones = growZones(row, flat(1), 4);
  const counts = flat(1);
  for (const ward of [2, 3]) for (const day of [2, 3]) counts[ward * DAYS + day] = 5;
  const total = counts.reduce((all, count) => all + count, 0);
  const plan = planScan(zones, DAYS, flat(1));
  const uncapped = Infinity;
  const nullOf = (dispersion: number) =>
    drawNull(plan, { total, dispersion, replicates: 999, cap: uncapped }, seededRandom(1));

  test('finds the wards and days that were raised', () => {
    const { centre, wards, days, observed, expected } = scan(plan, counts);
    expect([...zones[centre]!.subarray(0, wards)].sort()).toEqual([2, 3]);
    expect({ days, observed }).toEqual({ days: 2, observed: 20 });
    expect(expected).toBeCloseTo((4 * total) / (WARDS * DAYS), 10);
  });

  test('gives the same as trying every cylinder by hand, for random counts', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 50; round++) {
      const drawn = flat(0).map(() => Math.floor(random() * 4));
      const expected = flat(drawn.reduce((all, count) => all + count, 0) / (WARDS * DAYS));
      expect(scan(plan, drawn).llr).toBeCloseTo(byHand(drawn, expected, zones), 9);
    }
  });

  test('lets no ward add more than the cap on a day', () => {
    const one = flat(1);
    one[3 * DAYS + 3] = 9;
    expect(scan(plan, one).wards).toBe(1);
    expect(scan(plan, one, 1).llr).toBe(0);
  });

  test('calls the raised wards a cluster, and even counts none', () => {
    const cluster = findCluster(plan, counts, { cap: uncapped, nothingUnusual: nullOf(1) })!;
    expect(cluster.members.sort()).toEqual([2, 3]);
    expect(cluster.p).toBeLessThan(0.001);
    expect(findCluster(plan, flat(2), { cap: uncapped, nothingUnusual: nullOf(1) })).toBeUndefined();
  });

  test('is less sure where reports come in clumps anyway, and the same for the same seed', () => {
    const p = [1, 1.8, 1.8].map(
      (dispersion) => findCluster(plan, counts, { cap: uncapped, nothingUnusual: nullOf(dispersion) })!.p,
    );
    expect(p[1]!).toBeGreaterThan(10 * p[0]!);
    expect(p[2]).toBe(p[1]);
  });

  test('says for counts without a cluster that chance brings as much: p is evenly spread', () => {
    const random = seededRandom(77);
    const draw = nullCounts(flat(1), { total, dispersion: 1.3 });
    const nothingUnusual = nullOf(1.3);
    const ps = Array.from({ length: 400 }, () => pValueOf(scan(plan, draw(random)).llr, nothingUnusual));
    for (const share of [0.05, 0.2, 0.5])
      expect(Math.abs(ps.filter((p) => p <= share).length / ps.length - share)).toBeLessThan(0.06);
  });
});

test('counts drawn under the null have the mean and the dispersion that were asked for', () => {
  const random = seededRandom(2);
  const cells = 400;
  // Many cells: the fixed total then hardly narrows the counts of one.
  const draw = nullCounts(new Float64Array(cells).fill(0.5), { total: cells / 2, dispersion: 1.6 });
  let squares = 0;
  const rounds = 300;
  for (let round = 0; round < rounds; round++) for (const count of draw(random)) squares += (count - 0.5) ** 2;
  expect(squares / (rounds * cells * 0.5)).toBeCloseTo(1.6, 1);
});

function byHand(counts: Float64Array, expected: Float64Array, zones: readonly Int32Array[]): number {
  const total = counts.reduce((all, count) => all + count, 0);
  let best = 0;
  for (const zone of zones)
    for (let wards = 1; wards <= zone.length; wards++)
      for (let days = 1; days <= DAYS; days++) {
        let y = 0;
        let e = 0;
        for (const ward of zone.subarray(0, wards))
          for (let day = DAYS - days; day < DAYS; day++) {
            y += counts[ward * DAYS + day]!;
            e += expected[ward * DAYS + day]!;
          }
        best = Math.max(best, logLikelihoodRatio(y, e, total));
      }
  return best;
}
