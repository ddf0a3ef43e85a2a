/** ln Γ(x) for x > 0, Lanczos approximation with g = 7 and 9 terms (relative error below 1e-13). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (shifted + i);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

// Coefficients of Godfrey's table for g = 7, n = 9.
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Below this excess of variance over mean the negative binomial is the Poisson to 1e-9. */
const POISSON_LIMIT = 1 + 1e-9;

/**
 * P(X ≥ count) for a count with the given mean and variance-to-mean ratio `dispersion` ≥ 1:
 * negative binomial with size mean/(dispersion−1), Poisson when dispersion is 1.
 * `count` may be fractional (person-weighted counts); it is rounded down, which never overstates surprise.
 */
export function upperTail(count: number, mean: number, dispersion: number): number {
  const k = Math.floor(count);
  if (k <= 0) return 1;
  if (mean <= 0) return 0;
  const size = dispersion <= POISSON_LIMIT ? POISSON : mean / (dispersion - 1);
  const terms = { mean, size, p: 1 / dispersion };
  return k > mean ? sumTail(k, terms) : Math.max(0, 1 - sumBelow(k, terms));
}

/** A distribution of whole numbers. As numbers, since closures that sum them would make an object of each term. */
interface Terms {
  mean: number;
  size: number;
  p: number;
}
/** The size that no negative binomial has. */
const POISSON = Infinity;

/** The logarithm of a probability. */
function logAt(i: number, { mean, size, p }: Terms): number {
  if (size === POISSON) return i * Math.log(mean) - mean - logGamma(i + 1);
  return size * Math.log(p) - logGamma(size) + logGamma(i + size) - logGamma(i + 1) + i * Math.log1p(-p);
}

/** How many times a probability the next is. */
function stepAt(i: number, { mean, size, p }: Terms): number {
  return size === POISSON ? mean / (i + 1) : ((i + size) / (i + 1)) * (1 - p);
}

/** Sums the terms from k upward until they no longer matter. */
function sumTail(k: number, terms: Terms): number {
  let term = Math.exp(logAt(k, terms));
  let total = term;
  for (let i = k; term > total * 1e-12; i++) total += term *= stepAt(i, terms);
  return Math.min(1, total);
}

function sumBelow(k: number, terms: Terms): number {
  let term = Math.exp(logAt(0, terms));
  let total = term;
  for (let i = 0; i < k - 1; i++) total += term *= stepAt(i, terms);
  return total;
}
