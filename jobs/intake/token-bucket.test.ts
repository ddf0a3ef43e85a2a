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

it('a token that is given back can be taken again, and never makes more than the burst', () => {
  const buckets = new TokenBuckets({ burst: 1, perMinute: 1 });
  buckets.giveBack('a');
  expect(buckets.take('a', 0)).toBe(0);
  buckets.giveBack('a');
  buckets.giveBack('a');
  expect([buckets.take('a', 0), buckets.take('a', 0)]).toEqual([0, 60]);
});

it('remembers ten thousand senders, and of more those that came last', () => {
  const buckets = new TokenBuckets({ burst: 1, perMinute: 1 });
  const senders = Array.from({ length: 10_001 }, (_, n) => `sender ${n}`);
  for (const sender of senders) buckets.take(sender, 0);
  expect(buckets.take(senders.at(-1)!, 0)).toBe(60);
  expect(buckets.take(senders[1]!, 0)).toBe(60);
  expect(buckets.take(senders[0]!, 0)).toBe(0);
});
