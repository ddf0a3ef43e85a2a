import { fitCalibration } from './calibrate.ts';
import { createFeatureCounter, featureBlocks, type TextPair } from './count-features.ts';
import { assignFolds, type Examples, outOfFoldMargins, rowsWhere } from './cross-validate.ts';
import { judge, trialsOf } from './judge.ts';
import { type Judged, macroF1, scoreLabels, share, thresholdFor } from './measure.ts';
import { MODEL_FORMAT, type Model, type ModelCard } from './model.ts';
import { type LinearWeights, trainOneVsRest } from './one-vs-rest.ts';
import { readPair } from './read-pair.ts';
import { learnVocabulary } from './vocabulary.ts';
import { weighAll } from './weigh-features.ts';

/** A text with the label a person gave it. */
export interface LabelledText extends TextPair {
  label: string;
  /** Texts of one group (re-posts) never stand on both sides of a test; '' for a group of its own. */
  group: string;
}

export interface TrainingProgress {
  stage: 'features' | 'cross-validation' | 'final';
  done: number;
  total: number;
}

export interface TrainModelOptions {
  /** Where the examples came from, for the card. */
  description: string;
  /** The instant for the card. */
  now: string;
  cost?: number;
  seed?: number;
  onProgress?: (progress: TrainingProgress) => void;
}

/** The cost by cross-validation: 1.5 is as good, .5 worse by .002. The seed only fixes an order. */
export const TRAINING = { cost: 1, seed: 1 } as const;
const FOLDS = 5;
/** With many departments the folds cost more than they tell: three are enough to calibrate. */
const FEW_FOLDS = 3;
const MANY_LABELS = 20;
const PRECISIONS = [0.95, 0.97, 0.98, 0.99];

function foldsOf(rows: readonly LabelledText[], labelCount: number, seed: number): Int32Array {
  const groups = rows.map((row, index) => (row.group === '' ? `\u0000${index}` : row.group));
  const wanted = labelCount > MANY_LABELS ? FEW_FOLDS : FOLDS;
  return assignFolds(groups, Math.min(wanted, new Set(groups).size), seed);
}

/** Counts the features of labelled texts; labels are indexed in the order of `labels`. */
export function prepareExamples(
  rows: readonly LabelledText[],
  labels: readonly string[],
  onProgress?: (progress: TrainingProgress) => void,
): Examples {
  const count = createFeatureCounter();
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const counts = rows.map((row, index) => {
    if (index % 500 === 0) onProgress?.({ stage: 'features', done: index, total: rows.length });
    return count(readPair(row));
  });
  return { counts, targets: Int32Array.from(rows, (row) => indexOf.get(row.label)!), labelCount: labels.length };
}

function quantise(linear: LinearWeights): Pick<Model, 'steps' | 'scale' | 'biases'> {
  const largest = linear.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = largest > 0 ? largest / 32_767 : 1;
  return {
    steps: Int16Array.from(linear.weights, (weight) => Math.round(weight / scale)),
    scale,
    biases: linear.biases,
  };
}

function scoresOf(judged: readonly Judged[], labels: readonly string[], folds: number): ModelCard['scores'] {
  return {
    folds,
    macroF1: macroF1(judged, labels),
    accuracy: share(judged, ({ said, right }) => said === right),
    topTwo: share(judged, ({ said, second, right }) => said === right || second === right),
    labels: scoreLabels(judged, labels),
    coverage: PRECISIONS.map((precision) => {
      const threshold = thresholdFor(judged, precision);
      return { precision, threshold, coverage: share(judged, ({ confidence }) => confidence >= threshold) };
    }),
  };
}

function describeData(
  rows: readonly LabelledText[],
  labels: readonly string[],
  description: string,
): ModelCard['data'] {
  const rowsPerLabel = Object.fromEntries(
    labels.map((label) => [label, rows.filter((row) => row.label === label).length]),
  );
  const alone = rows.filter((row) => row.group === '').length;
  const grouped = new Set(rows.map((row) => row.group).filter((group) => group !== ''));
  return { description, rows: rows.length, groups: alone + grouped.size, rowsPerLabel };
}

/**
 * Learns any labels (categories, departments) from labelled texts and calibrates the confidence on margins of
 * cross-validation. Same rows, same options: same model.
 * @throws RangeError with fewer than two labels.
 */
export function trainModel(rows: readonly LabelledText[], options: TrainModelOptions): Model {
  const { cost = TRAINING.cost, seed = TRAINING.seed, onProgress } = options;
  const labels = [...new Set(rows.map((row) => row.label))].toSorted();
  if (labels.length < 2) throw new RangeError('a classifier needs at least two labels');
  const examples = prepareExamples(rows, labels, onProgress);
  const folds = foldsOf(rows, labels.length, seed);
  const foldCount = folds.reduce((most, fold) => Math.max(most, fold), 0) + 1;
  const margins = outOfFoldMargins(examples, folds, {
    cost,
    seed,
    onFold: (done, total) => onProgress?.({ stage: 'cross-validation', done, total }),
  });
  const calibration = fitCalibration(trialsOf(margins, examples.targets));
  const all = rowsWhere(rows.length, () => true);
  const vocabulary = learnVocabulary(examples.counts, all);
  const data = weighAll(examples.counts, vocabulary);
  const linear = trainOneVsRest(data, all, examples.targets, { cost, seed, labelCount: labels.length });
  onProgress?.({ stage: 'final', done: 1, total: 1 });
  const card: ModelCard = {
    format: MODEL_FORMAT,
    createdAt: options.now,
    data: describeData(rows, labels, options.description),
    features: {
      description: featureBlocks.map(({ name, weight }) => `${name} × ${weight}`).join(', '),
      kept: vocabulary.idf.length,
    },
    training: { method: 'one-vs-rest linear SVM, hinge loss, dual coordinate descent', cost, seed },
    scores: scoresOf(judge(margins, examples.targets, calibration), labels, foldCount),
  };
  return { card, labels, vocabulary, ...quantise(linear), calibration };
}
