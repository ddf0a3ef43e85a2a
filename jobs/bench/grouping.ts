import { createSegmenter } from '#ingest/segment/segmenter.ts';
import type { GroupingDocument } from '../events/grouping-document.ts';
import { createGrouper } from '../events/grouper.ts';
import type { BenchRow } from './bench-row.ts';
import { median } from './measured-cost.ts';
import { clustersOf } from './quality-events.ts';
import { readAppeals, toGroupingDocument } from './read-appeals.ts';
import { scoreEvents } from './score-events.ts';
import { syntheticDocuments } from './synthetic-documents.ts';

/** Documents of the growth measurement; MINQING_BENCH_DOCUMENTS=1000000 measures at full size (some minutes). */
const DOCUMENTS = Number(process.env['MINQING_BENCH_DOCUMENTS'] ?? 24_000);
/** Documents of the small grouping before the first turn. */
const SMALL = Math.min(10_000, DOCUMENTS / 3);
/** Stretches that both groupings take, and documents of each: a busy moment falls on both, and the middle one counts. */
const TURNS = 9;
const STRETCH = SMALL / 20;

/** Speed of the grouping (features and clustering, one core), its growth with the corpus, and what it gets right. */
export async function run(): Promise<BenchRow[]> {
  return [...measureGrowth(), ...measureAppeals()];
}

/**
 * What a document costs a grouping of all documents beside one of ten thousand: the same stretches to both, in turn. (One
 * stretch at the beginning against one at the end of the same grouping says how busy the machine was at either time.)
 * In processor time of the whole process, the collector's included.
 */
function measureGrowth(): BenchRow[] {
  const documents = syntheticDocuments();
  const take = (count: number): GroupingDocument[] => Array.from({ length: count }, () => documents.next().value!);
  const [large, small] = [createGrouper(), createGrouper()];
  for (let added = 0; added < DOCUMENTS - SMALL; added += STRETCH) addAll(large, take(STRETCH));
  for (let added = 0; added < SMALL; added += STRETCH) {
    const both = take(STRETCH);
    for (const grouper of [large, small]) addAll(grouper, both);
  }
  const costs = { large: [] as number[], small: [] as number[] };
  for (let turn = 0; turn < TURNS; turn++) {
    const stretch = take(STRETCH);
    const order = [['large', large] as const, ['small', small] as const];
    for (const [kind, grouper] of turn % 2 === 0 ? order : order.toReversed())
      costs[kind].push(processorCost(() => addAll(grouper, stretch)) / STRETCH);
  }
  const [late, early] = [median(costs.large), median(costs.small)];
  const about = { bench: 'grouping', data: `${DOCUMENTS} synthetic documents of 125 characters, one thread` };
  const beside = `a grouping of ${SMALL} documents, the same stretches in turn`;
  return [
    {
      ...about,
      metric: 'cost_growth',
      value: late,
      unit: 'µs of processor a document, the middle stretch',
      baseline: beside,
      baselineValue: early,
      ratio: late / early,
    },
    { ...about, metric: 'memory', value: process.memoryUsage.rss() / 2 ** 30, unit: 'GiB resident' },
  ];
}

/** Microseconds of processor that all threads of the process took for `work`. */
function processorCost(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

function measureAppeals(): BenchRow[] {
  const data = readAppeals();
  if (!data) {
    console.error('grouping on appeals skipped: no data');
    return [];
  }
  const segmenter = createSegmenter();
  const documents = data.appeals.map((appeal) => toGroupingDocument(appeal, segmenter));
  addAll(createGrouper(), documents);
  const grouper = createGrouper();
  const seconds = addAll(grouper, documents);
  const repairStart = process.hrtime.bigint();
  grouper.repair();
  const repairSeconds = Number(process.hrtime.bigint() - repairStart) / 1e9;
  const score = scoreEvents(
    clustersOf(grouper, documents),
    data.gold.filter((event) => event.tier === 'main'),
  );
  const about = { bench: 'grouping', data: `${documents.length} appeals, mean 371 characters` };
  return [
    { ...about, metric: 'documents_per_second', value: documents.length / seconds, unit: '1/s' },
    { ...about, metric: 'repair_seconds', value: repairSeconds, unit: 's' },
    { ...about, metric: 'bcubed_f1', value: score.bcubedF1, unit: 'share' },
    { ...about, metric: 'near_miss_rate', value: score.nearMissRate, unit: 'share' },
  ];
}

/** Adds all documents; gives the seconds it took. */
function addAll(grouper: { add(document: GroupingDocument): unknown }, documents: readonly GroupingDocument[]): number {
  const start = process.hrtime.bigint();
  for (const document of documents) grouper.add(document);
  return Number(process.hrtime.bigint() - start) / 1e9;
}
