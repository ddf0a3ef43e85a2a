import { describe, expect, test } from 'vitest';
import { shrinkRates } from './shrink-rates.ts';

/**
 * Expected values computed independently with Python: the estimate in Marshall's own form (Applied Statistics 40, 1991,
 * p. 284: m + C·(r − m), C = A/(A + m/n)), the interval as exact quantiles .025 and .975 of the posterior gamma
 * distribution by scipy.stats.gamma.ppf 1.17.1.
 */
const wards = [
  { count: 40, population: 2000, rate: 0.018853772462354704, low: 0.01361656, high: 0.02492991 },
  { count: 12, population: 3000, rate: 0.004455683314060466, low: 0.00246551, high: 0.00702501 },
  { count: 6, population: 200, rate: 0.018714595234317913, low: 0.00832688, high: 0.03323648 },
  { count: 25, population: 5000, rate: 0.0052338531237221915, low: 0.00346366, high: 0.00736362 },
  { count: 5, population: 1500, rate: 0.00427526992943046, low: 0.00178476, high: 0.00783481 },
  { count: 90, population: 6000, rate: 0.014790066803233196, low: 0.01193021, high: 0.01795258 },
];
const silent = { count: 0, population: 400 };

describe('rates of wards, drawn toward their peers', () => {
  const rates = shrinkRates([...wards, silent]);

  test('are Marshall’s empirical Bayes estimates', () => {
    for (const [at, { rate }] of wards.entries()) expect(rates[at]!.rate).toBeCloseTo(rate, 12);
  });

  test('carry the 95 % interval of the posterior, to one percent of the rate', () => {
    for (const [at, { rate, low, high }] of wards.entries()) {
      expect(Math.abs(rates[at]!.low - low)).toBeLessThan(rate / 100);
      expect(Math.abs(rates[at]!.high - high)).toBeLessThan(rate / 100);
    }
  });

  test('put a small ward with the highest crude rate behind a large one that is sure', () => {
    const crude = wards.map(({ count, population }) => count / population);
    expect(crude.indexOf(Math.max(...crude))).toBe(2);
    expect(rates[2]!.rate).toBeLessThan(rates[0]!.rate);
  });

  test('are not given below five reports: 数据不足', () => {
    expect(rates[6]).toBeUndefined();
    expect(shrinkRates([{ count: 4, population: 10 }, ...wards])[0]).toBeUndefined();
  });
});

test('wards that differ no more than chance makes them all have the common rate', () => {
  const rates = shrinkRates([
    { count: 10, population: 1000 },
    { count: 11, population: 1000 },
    { count: 9, population: 1000 },
  ]);
  for (const rate of rates) expect(rate!.rate).toBeCloseTo(0.01, 5);
});

test('a ward without known residents has no rate and does not disturb the others', () => {
  const others = shrinkRates(wards);
  expect(shrinkRates([...wards, { count: 50, population: 0 }])).toEqual([...others, undefined]);
});

test('without any report there is no rate', () => {
  expect(shrinkRates([silent, silent])).toEqual([undefined, undefined]);
  expect(shrinkRates([])).toEqual([]);
});
