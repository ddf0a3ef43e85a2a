import { createSegmenter } from '#ingest/segment/segmenter.ts';
import type { GroupingDocument } from '../events/grouping-document.ts';
import { createGrouper } from '../events/grouper.ts';
import type { BenchRow } from './bench-row.ts';
import { GROWN, measureGrowth } from './measured-growth.ts';
import { clustersOf } from './quality-events.ts';
import { readAppeals, toGroupingDocument } from './read-appeals.ts';
import { scoreEvents } from './score-events.ts';
import { syntheticDocuments } from './synthetic-documents.ts';

/** Speed of the grouping (features and clustering, one core), its growth with the corpus, and what it gets right. */
export async function run(): Promise<BenchRow[]> {
  return [...measureSynthetic(), ...measureAppeals()];
}

/** What a document costs a grouping of many beside one of ten thousand. */
function measureSynthetic(): BenchRow[] {
  const growth = measureGrowth(syntheticDocuments(), addAll);
  const about = { bench: 'grouping', data: `${GROWN} synthetic documents of 125 characters, one thread` };
  return [
    { ...about, metric: 'cost_growth', ...growth },
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
