import { createSegmenter } from '#ingest/segment/segmenter.ts';
import type { GroupingDocument } from '../events/grouping-document.ts';
import { createGrouper } from '../events/grouper.ts';
import type { BenchRow } from './bench-row.ts';
import { clustersOf } from './quality-events.ts';
import { readAppeals, toGroupingDocument } from './read-appeals.ts';
import { scoreEvents } from './score-events.ts';
import { syntheticDocuments } from './synthetic-documents.ts';

/** Documents of the growth measurement; MINQING_BENCH_DOCUMENTS=1000000 measures at full size (some minutes). */
const DOCUMENTS = Number(process.env['MINQING_BENCH_DOCUMENTS'] ?? 24_000);
/** Documents of the first and the last stretch that are compared. */
const STRETCH = Math.min(10_000, DOCUMENTS / 6);

/** Speed of the grouping (features and clustering, one core), its growth with the corpus, and what it gets right. */
export async function run(): Promise<BenchRow[]> {
  return [...measureGrowth(), ...measureAppeals()];
}

/** Cost in processor time of the whole process, so that other work on the machine hardly shows. */
function measureGrowth(): BenchRow[] {
  const documents = syntheticDocuments();
  const grouper = createGrouper();
  const take = (count: number): GroupingDocument[] => Array.from({ length: count }, () => documents.next().value!);
  const addStretch = (count: number): number => {
    const stretch = take(count);
    const start = process.cpuUsage();
    for (const document of stretch) grouper.add(document);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / count;
  };
  addStretch(STRETCH);
  const early = addStretch(STRETCH);
  for (let added = 2 * STRETCH; added + STRETCH < DOCUMENTS; added += STRETCH) addStretch(STRETCH);
  const late = addStretch(STRETCH);
  const about = { bench: 'grouping', data: `${DOCUMENTS} synthetic documents of 125 characters, one thread` };
  return [
    {
      ...about,
      metric: 'cost_growth',
      value: late,
      unit: 'µs of processor a document, last stretch',
      baseline: 'second stretch',
      baselineValue: early,
      ratio: late / early,
    },
    { ...about, metric: 'memory', value: process.memoryUsage.rss() / 2 ** 30, unit: 'GiB resident' },
  ];
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
