import { gammaQuantile } from '../gamma-quantile.ts';

/** A ward's count over its residents. */
export interface CountOver {
  count: number;
  population: number;
}

/** A shrunken rate per resident (or household) with its 95 % interval. */
export interface Rate {
  rate: number;
  low: number;
  high: number;
}

/** The ends of a 95 % interval. */
const LOW = { probability: 0.025, deviate: -1.959963984540054 };
const HIGH = { probability: 0.975, deviate: 1.959963984540054 };

/**
 * Rates of wards drawn toward the mean of their peers by the gamma–Poisson model, so that a small ward does not lead a
 * list by one report: empirical Bayes after Marshall (1991), prior by the method of moments. The interval is that of the
 * posterior gamma distribution. `undefined` below `minCount` reports: 数据不足.
 */
export function shrinkRates(wards: readonly CountOver[], minCount: number): (Rate | undefined)[] {
  const settled = wards.filter((ward) => ward.population > 0);
  const population = settled.reduce((sum, ward) => sum + ward.population, 0);
  const count = settled.reduce((sum, ward) => sum + ward.count, 0);
  if (count === 0) return wards.map(() => undefined);
  const mean = count / population;
  const spread =
    settled.reduce((sum, ward) => sum + ward.population * (ward.count / ward.population - mean) ** 2, 0) / population;
  const between = spread - mean / (population / settled.length);
  // No more spread than chance gives, or hardly more: every ward has the common rate, which a very strong prior says. A
  // stronger one says no more, and the quantile of a shape of 10¹² takes seconds.
  const strongest = population * 1000;
  const priorPopulation = between > 0 ? Math.min(mean / between, strongest) : strongest;
  const priorCount = mean * priorPopulation;
  return wards.map((ward) => {
    if (ward.population <= 0 || ward.count < minCount) return undefined;
    const shape = ward.count + priorCount;
    const scale = ward.population + priorPopulation;
    return { rate: shape / scale, low: gammaQuantile(shape, LOW) / scale, high: gammaQuantile(shape, HIGH) / scale };
  });
}
