import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from './random.ts';
import { createWheel } from './wheel.ts';

const times = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);
const mean = (list: number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
const fresh = (): Random => createRandom(7, 'test');
const sequence = (random: Random): number[] => times(20, random.next);
const share = (draws: string[]): number => draws.filter((item) => item === 'b').length / draws.length;

describe('a source of chance', () => {
  it('repeats itself for the same seed and label, and only then', () => {
    expect(sequence(createRandom(1, 'a'))).toEqual(sequence(createRandom(1, 'a')));
    expect(sequence(createRandom(1, 'a'))).not.toEqual(sequence(createRandom(2, 'a')));
    expect(sequence(createRandom(1, 'a'))).not.toEqual(sequence(createRandom(1, 'b')));
  });

  it('draws whole numbers from both ends of the range', () => {
    const random = fresh();
    expect(new Set(times(200, () => random.int(2, 4)))).toEqual(new Set([2, 3, 4]));
  });

  it('draws in proportion to weights, by list and by wheel alike', () => {
    const random = fresh();
    const wheel = createWheel(['a', 'b', 'c'], (item) => ({ a: 1, b: 3, c: 0 })[item] ?? 0);
    expect(share(times(4000, () => wheel(random)))).toBeCloseTo(0.75, 1);
    expect(share(times(4000, () => random.weigh(['a', 'b'], (item) => (item === 'b' ? 3 : 1))))).toBeCloseTo(0.75, 1);
    expect(times(1000, () => wheel(random))).not.toContain('c');
  });

  it('has the mean of a Poisson count and the median of a log-normal time', () => {
    const random = fresh();
    expect(Math.abs(mean(times(400, () => random.poisson(140))) - 140)).toBeLessThan(3);
    const middle = times(999, () => random.logNormal(5, 1)).toSorted((a, b) => a - b)[499] ?? 0;
    expect(Math.abs(middle - 5)).toBeLessThan(0.8);
  });

  it('shuffles a copy and loses nothing', () => {
    const list = [1, 2, 3, 4, 5];
    expect(fresh().shuffle(list).toSorted()).toEqual(list);
    expect(list).toEqual([1, 2, 3, 4, 5]);
  });
});
