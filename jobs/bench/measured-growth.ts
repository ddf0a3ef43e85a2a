import { createGrouper, type Grouper } from '../events/grouper.ts';
import type { BenchRow } from './bench-row.ts';
import { median } from './measured-cost.ts';

/** Documents of a growth measurement; MINQING_BENCH_DOCUMENTS=1000000 measures at full size (some minutes). */
export const GROWN = Number(process.env['MINQING_BENCH_DOCUMENTS'] ?? 24_000);
/** Documents of the small grouping before the first turn. */
const SMALL = Math.min(10_000, GROWN / 3);
/** Stretches that both groupings take: a busy moment falls on both, and the middle one counts. */
const TURNS = 9;
/** Documents of each: a thousand, as many as a full grouping lets go at once, so that each stretch pays for them once. */
const STRETCH = SMALL / 10;

/**
 * What a document costs a grouping of all documents beside one of ten thousand: the same stretches to both, in turn. (One
 * stretch at the beginning against one at the end of the same grouping says how busy the machine was at either time.)
 * In processor time of the whole process, the collector's included. `add` does the work with some documents of `source`.
 */
export function measureGrowth<T>(
  source: Iterator<T>,
  add: (grouper: Grouper, documents: readonly T[]) => void,
): Pick<BenchRow, 'value' | 'unit' | 'baseline' | 'baselineValue' | 'ratio'> {
  const take = (): T[] => Array.from({ length: STRETCH }, () => source.next().value as T);
  const [large, small] = [createGrouper(), createGrouper()];
  for (let added = 0; added < GROWN - SMALL; added += STRETCH) add(large, take());
  for (let added = 0; added < SMALL; added += STRETCH) {
    const both = take();
    for (const grouper of [large, small]) add(grouper, both);
  }
  const costs = { large: [] as number[], small: [] as number[] };
  for (let turn = 0; turn < TURNS; turn++) {
    const stretch = take();
    const order = [['large', large] as const, ['small', small] as const];
    for (const [kind, grouper] of turn % 2 === 0 ? order : order.toReversed())
      costs[kind].push(processorCost(() => add(grouper, stretch)) / STRETCH);
  }
  const [late, early] = [median(costs.large), median(costs.small)];
  return {
    value: late,
    unit: 'µs of processor a document, the middle stretch',
    baseline: `a grouping of ${SMALL} documents, the same stretches in turn`,
    baselineValue: early,
    ratio: late / early,
  };
}

/** Microseconds of processor that all threads of the process took for `work`. */
function processorCost(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}
