import { describe, expect, test } from 'vitest';
import { gammaQuantile } from '../gamma-quantile.ts';
import { shrinkRates } from './shrink-rates.ts';

/**
 * Expected values computed independently with Python: the estimate in Marshall's own form (Applied Statistics 40, 1991,
 * p. 284: m + C·(r − m), C = A/(A + m/n)), the interval as exact quantiles .025 and .975 of the posterior gamma
 * distribution by scipy.stats.gamma.ppf 1.17.1.
 */
const wards = [
  { count: 40, population: 2000, rate: 0.018853772462354704, low: 0.013616561754437949, high: 0.024929907209801597 },
  { count: 12, population: 3000, rate: 0.004455683314060466, low: 0.0024655133440779353, high: 0.007025011944220892 },
  { count: 6, population: 200, rate: 0.018714595234317913, low: 0.008326876532202565, high: 0.03323647797884945 },
  { count: 25, population: 5000, rate: 0.0052338531237221915, low: 0.003463666011930771, high: 0.007363619332715612 },
  { count: 5, population: 1500, rate: 0.00427526992943046, low: 0.0017847628386532548, high: 0.007834811574019785 },
  { count: 90, population: 6000, rate: 0.014790066803233196, low: 0.011930208651743792, high: 0.0179525756572763 },
];
const silent = { count: 0, population: 400 };
const MIN = 5;

describe('rates of wards, drawn toward their peers', () => {
  const rates = shrinkRates([...wards, silent], MIN);

  test('are Marshall’s empirical Bayes estimates', () => {
    for (const [at, { rate }] of wards.entries()) expect(rates[at]!.rate).toBeCloseTo(rate, 12);
  });

  test('carry the 95 % interval of the posterior', () => {
    for (const [at, { low, high }] of wards.entries()) {
      expect(Math.abs(rates[at]!.low / low - 1)).toBeLessThan(1e-9);
      expect(Math.abs(rates[at]!.high / high - 1)).toBeLessThan(1e-9);
    }
  });

  test('put a small ward with the highest crude rate behind a large one that is sure', () => {
    const crude = wards.map(({ count, population }) => count / population);
    expect(crude.indexOf(Math.max(...crude))).toBe(2);
    expect(rates[2]!.rate).toBeLessThan(rates[0]!.rate);
  });

  test('are not given below five reports: 数据不足', () => {
    expect(rates[6]).toBeUndefined();
    expect(shrinkRates([{ count: 4, population: 10 }, ...wards], MIN)[0]).toBeUndefined();
  });
});

// scipy.stats.gamma.ppf 1.17.1 at .025 and .975.
test.each([
  [1, 0.025317807984289876, 3.6888794541139354],
  [5.3, 1.7928887047686486, 10.67394842724699],
  [900.5, 842.637556179684, 960.2565983923143],
  [1e6, 998040.9833402939, 1001960.9109654503],
])('the quantiles of a gamma distribution with shape %d', (shape, low, high) => {
  const ends = [-1, 1].map((sign) =>
    gammaQuantile(shape, { probability: sign < 0 ? 0.025 : 0.975, deviate: sign * 1.959963984540054 }),
  );
  expect(Math.abs(ends[0]! / low - 1)).toBeLessThan(1e-9);
  expect(Math.abs(ends[1]! / high - 1)).toBeLessThan(1e-9);
});

test('wards that differ no more than chance makes them all have the common rate', () => {
  const rates = shrinkRates(
    [10, 11, 9].map((count) => ({ count, population: 1000 })),
    MIN,
  );
  for (const rate of rates) expect(rate!.rate).toBeCloseTo(0.01, 5);
});

test('a ward without known residents has no rate and does not disturb the others', () => {
  const others = shrinkRates(wards, MIN);
  expect(shrinkRates([...wards, { count: 50, population: 0 }], MIN)).toEqual([...others, undefined]);
});

test('without any report there is no rate', () => {
  expect(shrinkRates([silent, silent], MIN)).toEqual([undefined, undefined]);
  expect(shrinkRates([], MIN)).toEqual([]);
});

test('wards that differ by just what chance gives have the common rate, from a prior no stronger than needed', () => {
  const [few, many] = shrinkRates(
    [
      { count: 12, population: 3_000 },
      { count: 20, population: 3_000 },
    ],
    1,
  );
  expect(few!.rate / many!.rate).toBeCloseTo(1, 3);
  expect((few!.high - few!.low) / few!.rate).toBeGreaterThan(0.01);
});
