import { createSegmenter } from '#ingest/segment/segmenter.ts';
import { createGrouper } from '../events/grouper.ts';
import type { BenchRow } from './bench-row.ts';
import { Fastest } from './pipeline/fastest.ts';
import { groupAlone, STRETCH } from './pipeline/group-alone.ts';
import { type OneCore, oneCore } from './pipeline/one-core.ts';
import { prepare, type RawText } from './pipeline/prepare.ts';
import { readTexts } from './pipeline/read-texts.ts';
import { scikitLearn } from './pipeline/scikit-learn.ts';
import { TwoThreads } from './pipeline/two-threads.ts';
import { plainSegmenter } from './plain-segmenter.ts';

/** Passes over the texts; the fastest of each kind counts. */
const PASSES = 6;

/**
 * Documents per second of the whole text pipeline (normalise, segment, find places, classify, group in one pass) on
 * one core and on two, beside the segmenter alone; what one pass gets right stands beside it, from the same run.
 * jieba with scikit-learn, the usual way in Python, does less (no places, no grouping) and comes last, where it is installed.
 */
export async function run(): Promise<BenchRow[]> {
  const { texts, about, score } = readTexts();
  const core = oneCore();
  const { fastest, grouper } = await measure(texts, core);
  const python = await scikitLearn(texts.map(({ title, text }) => `${title}\n${text}`));
  const rate = (kind: string): number => texts.length / fastest.seconds(kind);
  const row = (metric: string, value: number, unit: string, beside?: { baseline: string; baselineValue: number }) => ({
    bench: 'text-pipeline',
    metric,
    value,
    unit,
    data: `${about}; one core: ${core.isPinned ? 'pinned' : 'not pinned'}`,
    ...(beside && { ...beside, ratio: value / beside.baselineValue }),
  });
  const perSecond = (metric: string, kind: string, beside: [baseline: string, value: number]) =>
    row(metric, rate(kind), 'documents/s', { baseline: beside[0], baselineValue: beside[1] });
  const onOne = core.isPinned ? 'one core, whole passes too' : 'one thread, whole passes too';
  const gained = rate('two') / rate('unpinned');
  const ceiling = (2 * rate('apart')) / rate('unpinned');
  return [
    asked(perSecond('documents_per_second', 'stretch', ['nodejieba cut alone', rate('cut')]), 'value', 3_000),
    ...(score ? [asked(row('one_pass_bcubed_f1_main', score(grouper), 'share'), 'value', 0.9)] : []),
    perSecond('documents_per_second_whole_passes', 'pinned', ['one thread, not pinned', rate('unpinned')]),
    asked(perSecond('documents_per_second_two_threads', 'two', [onOne, rate('pinned')]), 'ratio', 1.8),
    perSecond('two_threads_over_one_unpinned', 'two', ['one thread, not pinned', rate('unpinned')]),
    row('two_threads_over_ceiling', gained, 'times one thread, not pinned', {
      baseline: 'two threads that share nothing, each with all the texts',
      baselineValue: ceiling,
    }),
    ...(python
      ? [
          perSecond('documents_per_second_beside_python', 'stretch', [
            'jieba and scikit-learn: cut, tf-idf, linear SVM',
            python.classify,
          ]),
        ]
      : []),
  ];
}

/** The passes of all kinds alternate, so that a busy moment hits all of them. */
async function measure(texts: readonly RawText[], core: OneCore) {
  const segmenter = createSegmenter();
  const plain = plainSegmenter();
  const two = await TwoThreads.start(segmenter);
  const fastest = new Fastest();
  let grouper = createGrouper();
  for (let pass = 0; pass < PASSES; pass++) {
    grouper = createGrouper();
    await core.run(async () => {
      for (let from = 0; from < texts.length; from += STRETCH) {
        const stretch = texts.slice(from, from + STRETCH);
        await fastest.measure(`cut ${from}`, () =>
          stretch.forEach(({ title, text }) => plain.cut(`${title}\n${text}`)),
        );
        await fastest.measure(`stretch ${from}`, () =>
          prepare(stretch, segmenter).forEach((document) => grouper.add(document)),
        );
      }
      await fastest.measure('pinned', () => groupAlone(texts, segmenter));
    });
    await fastest.measure('unpinned', () => groupAlone(texts, segmenter));
    await fastest.measure('two', () => two.group(texts, createGrouper()));
    await fastest.measure('apart', () => two.apart(texts));
  }
  await two.close();
  return { fastest, grouper };
}

/** A row with what is asked of its value, or of its ratio. */
function asked(row: BenchRow, of: 'value' | 'ratio', floor: number): BenchRow {
  return { ...row, asked: `${of === 'ratio' ? 'ratio ' : ''}≥ ${floor}`, isMet: row[of]! >= floor };
}
