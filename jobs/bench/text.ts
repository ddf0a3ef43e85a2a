import { assessSeverity } from '../topics/severity.ts';
import { classifyNature } from '../topics/classify-nature.ts';
import { classifyTopic } from '../topics/classify-topic.ts';
import { createClassifier } from '../topics/learn/classifier.ts';
import type { TextPair } from '../topics/learn/count-features.ts';
import { type LabelledText, trainModel } from '../topics/learn/train-model.ts';
import { wordsOfPair } from '../topics/learn/read-pair.ts';
import { labelledTickets } from '../topics/testing/labelled-tickets.ts';
import type { BenchRow } from './bench-row.ts';
import { plainSegmenter } from './plain-segmenter.ts';
import { readLabelled } from './read-labelled.ts';

/** The segmenter alone, as any Chinese text pipeline on Node.js begins. */
const BASELINE = 'nodejieba cut alone';
/** Passes over the texts; the fastest counts, because other work on the machine only ever slows. */
const PASSES = 5;
const TEXTS = 2000;
/** Enough for weights of a real size; quality is measured elsewhere. */
const TRAINED_ON = 500;

/** Documents per second of each step; the passes of all steps alternate, so that a busy moment hits all of them. */
function measure(texts: readonly TextPair[], steps: Readonly<Record<string, (pair: TextPair) => unknown>>) {
  const fastest = new Map<string, number>();
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [name, step] of Object.entries(steps)) {
      const start = performance.now();
      for (const pair of texts) step(pair);
      const seconds = (performance.now() - start) / 1000;
      fastest.set(name, Math.min(fastest.get(name) ?? Infinity, seconds));
    }
  }
  return (name: string): number => texts.length / fastest.get(name)!;
}

function textsFor(): { texts: LabelledText[]; data: string } {
  const appeals = readLabelled();
  // The file is sorted by category: take every n-th.
  const step = Math.max(1, Math.floor((appeals?.length ?? 0) / TEXTS));
  const chosen = appeals?.filter((_, index) => index % step === 0) ?? labelledTickets(TEXTS);
  // What is cleaned has its words before it is classified.
  const texts = chosen.map((text) => ({ ...text, words: wordsOfPair(text) }));
  const characters = texts.reduce((sum, { title, text }) => sum + title.length + text.length, 0);
  const kind = appeals === undefined ? 'invented tickets' : 'appeals';
  return { texts, data: `${texts.length} ${kind}, ${Math.round(characters / texts.length)} characters each, 1 thread` };
}

/** How fast clean texts are classified, beside the segmenter alone in the same run. */
export async function run(): Promise<BenchRow[]> {
  const { texts, data } = textsFor();
  const plain = plainSegmenter();
  const model = trainModel(
    texts.filter((_, index) => index % Math.ceil(texts.length / TRAINED_ON) === 0),
    { description: 'bench', now: new Date(0).toISOString() },
  );
  const predict = createClassifier(model);
  const perSecond = measure(texts, {
    cut: ({ title, text }) => plain.cut(`${title}\n${text}`),
    lexicon: ({ title, text }) => [
      classifyTopic({ title, text, tokens: [] }),
      classifyNature({ title, text }),
      assessSeverity(`${title}\n${text}`),
    ],
    learned: predict,
  });
  const row = (metric: string, step: string): BenchRow => ({
    bench: 'text',
    metric,
    value: perSecond(step),
    unit: 'documents/s',
    data,
    baseline: BASELINE,
    baselineValue: perSecond('cut'),
    ratio: perSecond(step) / perSecond('cut'),
  });
  return [row('documents_per_second', 'lexicon'), row('learned_documents_per_second', 'learned')];
}
