import { createSegmenter } from '#ingest/segment/segmenter.ts';
import type { BenchRow } from './bench-row.ts';
import { GROWN, measureGrowth } from './measured-growth.ts';
import { dictionaryTexts } from './pipeline/dictionary-texts.ts';
import { groupInto } from './pipeline/group-alone.ts';

/** What the whole text pipeline (normalise, segment, find places, classify, group) costs a document, and how it grows. */
export async function run(): Promise<BenchRow[]> {
  const segmenter = createSegmenter();
  const growth = measureGrowth(dictionaryTexts(), (grouper, texts) => groupInto(grouper, texts, segmenter));
  const about = {
    bench: 'text-growth',
    data: `${GROWN} texts of 370 characters, drawn from the dictionary, one thread`,
  };
  return [
    { ...about, metric: 'pipeline_cost_growth', ...growth },
    { ...about, metric: 'memory', value: process.memoryUsage.rss() / 2 ** 30, unit: 'GiB resident' },
  ];
}
