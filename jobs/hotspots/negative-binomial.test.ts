import { describe, expect, test } from 'vitest';
import { logGamma, upperTail } from './negative-binomial.ts';

describe('upper tail of a count', () => {
  test('the Poisson value of story B1 is the one in the public record: P(X ≥ 10 | 1.2) ≈ 6e-7', () => {
    expect(upperTail(10, 1.2, 1)).toBeCloseTo(6.0e-7, 7);
  });
  test('30 more than the mean of 20 is 1.3e-8 for Poisson, and thousands of times likelier when reports come in clumps', () => {
    expect(upperTail(50, 20, 1)).toBeGreaterThan(1e-8);
    expect(upperTail(50, 20, 1)).toBeLessThan(2e-8);
    expect(upperTail(50, 20, 2)).toBeGreaterThan(1e-5);
  });
  test('a negative binomial with size 1 is the geometric distribution, whose tail is (1 − p)^k', () => {
    expect(upperTail(4, 3, 4)).toBeCloseTo(0.75 ** 4, 10);
    expect(upperTail(2, 3, 4)).toBeCloseTo(0.75 ** 2, 10);
  });
  test('nothing happened: probability 1; something happened where nothing is expected: probability 0', () => {
    expect(upperTail(0, 5, 1)).toBe(1);
    expect(upperTail(3, 0, 1)).toBe(0);
  });
  test('the tail falls as the count grows, across the point where the summation changes side', () => {
    const tails = Array.from({ length: 60 }, (_, k) => upperTail(k, 17.3, 1.8));
    expect(tails.every((tail, k) => k === 0 || tail <= tails[k - 1]!)).toBe(true);
  });
});

describe('logGamma', () => {
  test('gives the logarithm of factorials', () => {
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 10);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
  });
});
