import type { Random } from './random.ts';

/**
 * A wheel of fortune over a fixed list: each draw gives an item in proportion to its weight, in logarithmic time.
 * For lists that are drawn from thousands of times; `Random.weigh` does for the rest.
 */
export function createWheel<T>(list: readonly T[], weightOf: (item: T) => number): (random: Random) => T {
  if (list.length === 0) throw new Error('A wheel needs at least one item');
  let total = 0;
  const ends = list.map((item) => (total += weightOf(item)));
  return (random) => {
    const point = random.next() * total;
    let low = 0;
    let high = list.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) > point) high = middle;
      else low = middle + 1;
    }
    return list[low] as T;
  };
}
