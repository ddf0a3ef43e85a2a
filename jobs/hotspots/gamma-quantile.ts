import { logGamma } from './negative-binomial.ts';

/** Relative change below which a quantile, a series or a fraction is taken for found. */
const ENOUGH = 1e-13;

/**
 * The quantile of a gamma distribution with that shape ≥ 1 and scale 1: Newton's method on the regularised incomplete
 * gamma function, from the approximation of Wilson and Hilferty (1931). `deviate` is the normal deviate of `probability`.
 */
export function gammaQuantile(
  shape: number,
  { probability, deviate }: { probability: number; deviate: number },
): number {
  let x = shape * Math.max(0.01, 1 - 1 / (9 * shape) + deviate / (3 * Math.sqrt(shape))) ** 3;
  for (let step = 0; step < 50; step++) {
    const density = Math.exp((shape - 1) * Math.log(x) - x - logGamma(shape));
    const next = Math.max(x / 2, x - (lowerGamma(shape, x) - probability) / density);
    if (Math.abs(next - x) <= ENOUGH * x) return next;
    x = next;
  }
  return x;
}

/** P(a, x), the regularised lower incomplete gamma function: series below a + 1, continued fraction above (Abramowitz and Stegun 6.5.29, 6.5.31). */
function lowerGamma(a: number, x: number): number {
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? front * series(a, x) : 1 - front * fraction(a, x);
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * ENOUGH; n++) sum += term *= x / (a + n);
  return sum;
}

/** Lentz's method. */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 10_000; n++) {
    const factor = n * (a - n);
    b += 2;
    d = 1 / (factor * d + b);
    c = b + factor / c;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) <= ENOUGH) break;
  }
  return value;
}
