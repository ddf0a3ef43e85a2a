import { withFloors } from './with-floors.ts';
import { classifyTopic } from '../topics/classify-topic.ts';
import { fitCalibration } from '../topics/learn/calibrate.ts';
import {
  assignFolds,
  type Examples,
  marginsAfterTraining,
  outOfFoldMargins,
  rowsWhere,
} from '../topics/learn/cross-validate.ts';
import { judge, trialsOf } from '../topics/learn/judge.ts';
import { type Judged, macroF1, share, thresholdFor } from '../topics/learn/measure.ts';
import { type LabelledText, prepareExamples, TRAINING } from '../topics/learn/train-model.ts';
import { createVectors, similarity } from '../topics/reply-quality.ts';
import type { BenchRow } from './bench-row.ts';
import { type Exchange, readExchanges, readLabelled } from './read-labelled.ts';

/** An ordinary tool on the same rows and folds by group. */
const BASELINE = { name: 'scikit-learn, char 1–3-gram TF-IDF + linear SVC', macroF1: 0.899 };
const FOLDS = 5;
const PRECISION = 0.98;
/** Draws of 1 000 labels; their scores differ by about .01. */
const DRAWS = [1, 2, 3];
const FEW_LABELS = 1000;
/** Questions and, for each, replies to other questions that the true reply has to beat. */
const QUESTIONS = 1000;
const DISTRACTORS = 20;

/** Which first-level category of the data a default topic belongs to; those without one count as wrong. */
const categoryNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['01', '02', '03', '04', '05', '06', '07', '10', '11', '12'].map((code) => [code, '城乡建设'])),
  '08': '交通运输',
  '09': '环境保护',
  '13': '商贸旅游',
  '14': '劳动和社会保障',
  '16': '卫生计生',
  '17': '教育文体',
};

const rowOf = (metric: string, value: number, data: string): BenchRow => ({
  bench: 'quality',
  metric,
  value,
  unit: 'share',
  data,
});

/** Each fold is judged by a threshold and a calibration that the other folds gave. */
function judgeNested(margins: readonly Float64Array[], examples: Examples, folds: Int32Array) {
  const judged: { item: Judged; threshold: number }[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = rowsWhere(folds.length, (row) => folds[row] !== fold);
    const own = rowsWhere(folds.length, (row) => folds[row] === fold);
    const pick = (rows: Int32Array) => Array.from(rows, (row) => margins[row]!);
    const targets = (rows: Int32Array) => Int32Array.from(rows, (row) => examples.targets[row]!);
    const calibration = fitCalibration(trialsOf(pick(others), targets(others)));
    const threshold = thresholdFor(judge(pick(others), targets(others), calibration), PRECISION);
    for (const item of judge(pick(own), targets(own), calibration)) judged.push({ item, threshold });
  }
  return judged;
}

function crossValidated(examples: Examples, rows: readonly LabelledText[], labels: readonly string[]): BenchRow[] {
  const folds = assignFolds(
    rows.map((row) => row.group),
    FOLDS,
    TRAINING.seed,
  );
  const margins = outOfFoldMargins(examples, folds, TRAINING);
  const nested = judgeNested(margins, examples, folds);
  const judged = nested.map(({ item }) => item);
  const sure = nested.filter(({ item, threshold }) => item.confidence >= threshold).map(({ item }) => item);
  const data = `${rows.length} appeals, ${labels.length} categories, ${FOLDS}-fold by group`;
  const f1 = macroF1(judged, labels);
  return [
    {
      ...rowOf('category_macro_f1', f1, data),
      baseline: BASELINE.name,
      baselineValue: BASELINE.macroF1,
      ratio: f1 / BASELINE.macroF1,
    },
    rowOf(
      'category_top_two',
      share(judged, ({ said, second, right }) => said === right || second === right),
      data,
    ),
    rowOf('category_coverage_at_98', sure.length / judged.length, `${data}; threshold from the other folds`),
    rowOf(
      'category_precision_at_98',
      share(sure, ({ said, right }) => said === right),
      `${data}; threshold from the other folds`,
    ),
  ];
}

function withFewLabels(examples: Examples, rows: readonly LabelledText[], labels: readonly string[]): BenchRow {
  const groups = rows.map((row) => row.group);
  const parts = Math.floor(rows.length / FEW_LABELS);
  const scores = DRAWS.map((draw) => {
    const folds = assignFolds(groups, parts, draw);
    const train = rowsWhere(rows.length, (row) => folds[row] === 0);
    const test = rowsWhere(rows.length, (row) => folds[row] !== 0);
    const margins = marginsAfterTraining(examples, train, test, TRAINING);
    const targets = Int32Array.from(test, (row) => examples.targets[row]!);
    return macroF1(judge(margins, targets, fitCalibration([])), labels);
  });
  const mean = scores.reduce((sum, score) => sum + score) / scores.length;
  const size = Math.round(rows.length / parts);
  return rowOf('category_macro_f1_1000_labels', mean, `${DRAWS.length} draws of ${size} appeals, tested on all others`);
}

/** The shipped lexicon, without any training. */
function untrained(rows: readonly LabelledText[], labels: readonly string[]): BenchRow[] {
  const judged = rows.map(({ title, text, label }): Judged => {
    const { topicCode, confidence } = classifyTopic({ title, text, tokens: [] });
    const said = labels.indexOf(categoryNames[topicCode.slice(0, 2)] ?? '');
    return { said, second: -1, confidence, right: labels.indexOf(label) };
  });
  const data = `${rows.length} appeals, default taxonomy mapped to ${labels.length} categories`;
  return [rowOf('category_macro_f1_untrained', macroF1(judged, labels), data)];
}

/** How often the true reply is more relevant than the reply to another question (ties count half): the AUC. */
function replyRelevance(exchanges: readonly Exchange[]): BenchRow {
  const questions = exchanges.map(({ title, text }) => ({ title, text }));
  const replies = exchanges.map(({ reply }) => ({ title: '', text: reply }));
  const vectorOf = createVectors([...questions, ...replies]);
  const vectors = replies.map(vectorOf);
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * exchanges.length);
  };
  let beaten = 0;
  const asked = Math.min(QUESTIONS, exchanges.length);
  for (let count = 0; count < asked; count++) {
    const index = next();
    const question = vectorOf(questions[index]!);
    const own = similarity(question, vectors[index]!);
    for (let other = 0; other < DISTRACTORS; other++) {
      const foreign = similarity(question, vectors[next()]!);
      beaten += own > foreign ? 1 : own === foreign ? 0.5 : 0;
    }
  }
  const data = `${asked} questions, the true reply against ${DISTRACTORS} others each`;
  return rowOf('reply_relevance_auc', beaten / (asked * DISTRACTORS), data);
}

/** How well categories are learned and replies are judged, on real appeals; nothing is tuned here. */
export async function run(): Promise<BenchRow[]> {
  const rows = readLabelled();
  const exchanges = readExchanges();
  if (!rows || !exchanges) {
    console.error('quality-topics skipped: no data');
    return [];
  }
  const labels = [...new Set(rows.map((row) => row.label))].toSorted();
  const examples = prepareExamples(rows, labels);
  return withFloors([
    ...crossValidated(examples, rows, labels),
    withFewLabels(examples, rows, labels),
    ...untrained(rows, labels),
    replyRelevance(exchanges),
  ]);
}
