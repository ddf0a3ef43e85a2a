import { logGamma } from '../negative-binomial.ts';

/** Numbers in [0, 1). */
export type Random = () => number;

/** A repeatable source of numbers in [0, 1) (mulberry32): a seed names a whole simulation. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws indices in proportion to `weights`, each in constant time (Walker 1977, as Vose 1991 builds the table). */
export function weightedDraw(weights: ArrayLike<number>): (random: Random) => number {
  const size = weights.length;
  let total = 0;
  for (let i = 0; i < size; i++) total += weights[i]!;
  const share = Float64Array.from(weights, (weight) => (weight * size) / total);
  const alias = new Int32Array(size);
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < size; i++) (share[i]! < 1 ? small : large).push(i);
  while (small.length > 0 && large.length > 0) {
    const low = small.pop()!;
    const high = large.pop()!;
    alias[low] = high;
    share[high] = share[high]! + share[low]! - 1;
    (share[high]! < 1 ? small : large).push(high);
  }
  // What is left differs from 1 by rounding only.
  for (const i of [...small, ...large]) share[i] = 1;
  return (random) => {
    const i = Math.floor(random() * size);
    return random() < share[i]! ? i : alias[i]!;
  };
}

/** A normal deviate (Box and Muller 1958). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A gamma deviate with scale 1 (Marsaglia and Tsang 2000). */
export function drawGamma(shape: number, random: Random): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A Poisson deviate: by inversion below 30, above it by Atkinson's rejection (1979). */
export function drawPoisson(mean: number, random: Random): number {
  if (mean <= 0) return 0;
  if (mean > 30) return drawLargePoisson(mean, random);
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

function drawLargePoisson(mean: number, random: Random): number {
  const c = 0.767 - 3.36 / mean;
  const beta = Math.PI / Math.sqrt(3 * mean);
  const alpha = beta * mean;
  const k = Math.log(c) - mean - Math.log(beta);
  for (;;) {
    const u = 1 - random();
    const x = (alpha - Math.log((1 - u) / u)) / beta;
    const n = Math.floor(x + 0.5);
    if (n < 0 || u === 1) continue;
    const y = alpha - beta * x;
    const left = y + Math.log((1 - random()) / (1 + Math.exp(y)) ** 2);
    if (left <= k + n * Math.log(mean) - logGamma(n + 1)) return n;
  }
}

/**
 * A size ≥ 1 from the logarithmic distribution with parameter `theta` (Kemp 1981, algorithm LS). A Poisson number of such
 * clumps is negative binomial with variance/mean 1/(1 − theta) (Quenouille 1949).
 */
export function drawLogSeries(theta: number, random: Random): number {
  if (theta <= 0) return 1;
  const u = random();
  let size = 1;
  let term = -theta / Math.log1p(-theta);
  for (let rest = u; rest > term; size++) {
    rest -= term;
    term *= (theta * size) / (size + 1);
  }
  return size;
}
