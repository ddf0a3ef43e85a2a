import { expect, it } from 'vitest';
import { TokenBuckets } from './token-bucket.ts';

it('gives a burst, then says how long to wait, and fills again with time', () => {
  const buckets = new TokenBuckets({ burst: 3, perMinute: 60 });
  expect([0, 0, 0].map(() => buckets.take('a', 0))).toEqual([0, 0, 0]);
  expect(buckets.take('a', 0)).toBe(1);
  expect(buckets.take('b', 0)).toBe(0);
  expect(buckets.take('a', 1_000)).toBe(0);
  expect(buckets.take('a', 1_100)).toBe(1);
});
