import { createSegmenter } from '#ingest/segment/segmenter.ts';
import { createGrouper, type Grouper } from '../events/grouper.ts';
import { labelledTickets } from '../topics/testing/labelled-tickets.ts';
import type { BenchRow } from './bench-row.ts';
import { groupAlone, STRETCH } from './pipeline/group-alone.ts';
import { prepare, type RawText } from './pipeline/prepare.ts';
import { TwoThreads } from './pipeline/two-threads.ts';
import { plainSegmenter } from './plain-segmenter.ts';
import { readAppeals } from './read-appeals.ts';
import { scikitLearn } from './pipeline/scikit-learn.ts';
import { scoreEvents } from './score-events.ts';

const BASELINE = 'nodejieba cut alone';
/** Passes over the texts. Of each stretch the fastest counts, because other work on the machine only ever slows. */
const PASSES = 6;
const INVENTED = 4_000;

/**
 * Documents per second of the whole text pipeline (normalise, segment, find places, classify, group in one pass) on
 * one thread and on two, beside the segmenter alone; what one pass gets right stands beside it, from the same run.
 * jieba with scikit-learn, the usual way in Python, does less (no places, no grouping) and comes last, where it is installed.
 */
export async function run(): Promise<BenchRow[]> {
  const { texts, about, score } = readTexts();
  const segmenter = createSegmenter();
  const plain = plainSegmenter();
  const two = await TwoThreads.start(segmenter);
  const alone = new StretchTimes();
  const whole = new StretchTimes();
  const times = { one: Infinity, two: Infinity, apart: Infinity };
  let grouper = createGrouper();
  for (let pass = 0; pass < PASSES; pass++) {
    grouper = createGrouper();
    for (let from = 0; from < texts.length; from += STRETCH) {
      const stretch = texts.slice(from, from + STRETCH);
      alone.measure(from, () => stretch.forEach(({ title, text }) => plain.cut(`${title}\n${text}`)));
      whole.measure(from, () => prepare(stretch, segmenter).forEach((document) => grouper.add(document)));
    }
    times.one = Math.min(times.one, await secondsOf(() => groupAlone(texts, segmenter)));
    times.two = Math.min(times.two, await secondsOf(() => two.group(texts, createGrouper())));
    times.apart = Math.min(times.apart, await secondsOf(() => two.apart(texts)));
  }
  await two.close();
  const python = await scikitLearn(texts.map(({ title, text }) => `${title}\n${text}`));
  const gained = times.one / times.two;
  const ceiling = (2 * times.one) / times.apart;
  const onePerSecond = texts.length / whole.seconds();
  const alonePerSecond = texts.length / alone.seconds();
  const row = (metric: string, value: number, unit: string): BenchRow => ({
    bench: 'text-pipeline',
    metric,
    value,
    unit,
    data: about,
  });
  return [
    {
      ...row('documents_per_second', onePerSecond, 'documents/s'),
      baseline: BASELINE,
      baselineValue: alonePerSecond,
      ratio: onePerSecond / alonePerSecond,
    },
    {
      ...row('documents_per_second_two_threads', texts.length / times.two, 'documents/s'),
      baseline: 'one thread, whole passes too',
      baselineValue: texts.length / times.one,
      ratio: gained,
    },
    {
      ...row('two_threads_over_ceiling', gained / ceiling, 'share'),
      baseline: 'two threads that share nothing, each with all the texts: how many times one thread’s rate',
      baselineValue: ceiling,
      ratio: gained / ceiling,
    },
    ...(score ? [row('one_pass_bcubed_f1_main', score(grouper), 'share')] : []),
    ...(python ? [besidePython(row, onePerSecond, python.classify)] : []),
  ];
}

type RowOf = (metric: string, value: number, unit: string) => BenchRow;

const besidePython = (row: RowOf, perSecond: number, inPython: number): BenchRow => ({
  ...row('documents_per_second_beside_python', perSecond, 'documents/s'),
  baseline: 'jieba and scikit-learn: cut, tf-idf, linear SVM',
  baselineValue: inPython,
  ratio: perSecond / inPython,
});

async function secondsOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** The fastest time of each stretch. */
class StretchTimes {
  private readonly fastest = new Map<number, number>();

  measure(stretch: number, work: () => void): void {
    const start = performance.now();
    work();
    this.fastest.set(stretch, Math.min(this.fastest.get(stretch) ?? Infinity, performance.now() - start));
  }

  seconds(): number {
    return [...this.fastest.values()].reduce((sum, time) => sum + time, 0) / 1000;
  }
}

interface Texts {
  texts: RawText[];
  about: string;
  /** B-cubed F1 of a grouping of the texts on the checked events. */
  score?: (grouper: Grouper) => number;
}

function readTexts(): Texts {
  const data = readAppeals();
  const texts: RawText[] = data
    ? data.appeals.map(({ id, user, time, title, text }) => ({
        key: id,
        reporterKey: user,
        publishedAt: `${time}.000Z`,
        title,
        text,
      }))
    : labelledTickets(INVENTED).map(({ title, text }, i) => ({
        key: String(i),
        reporterKey: '',
        publishedAt: '2020-12-12T01:30:00.000Z',
        title,
        text,
      }));
  const characters = texts.reduce((sum, { title, text }) => sum + title.length + text.length, 0);
  const about = `${texts.length} ${data ? 'appeals' : 'invented tickets'}, ${Math.round(characters / texts.length)} characters each`;
  if (!data) return { texts, about };
  const main = data.gold.filter((event) => event.tier === 'main');
  return {
    texts,
    about,
    score: (grouper) => scoreEvents(new Map(texts.map(({ key }) => [key, grouper.eventOf(key)!])), main).bcubedF1,
  };
}
