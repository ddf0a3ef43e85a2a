import type { Calibration } from './calibrate.ts';
import type { LabelScore } from './measure.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a model was made of and how good it is; stored inside the model and beside it. */
export interface ModelCard {
  /** Grows when a model file can no longer be read by older code. */
  format: number;
  createdAt: string;
  data: {
    /** Where the examples came from, in words. */
    description: string;
    rows: number;
    groups: number;
    rowsPerLabel: Record<string, number>;
  };
  features: { description: string; kept: number };
  training: { method: string; cost: number; seed: number };
  /** By cross-validation by group, so on texts that the judging model had not seen. */
  scores: {
    folds: number;
    macroF1: number;
    accuracy: number;
    /** Share of texts whose label is among the first two. */
    topTwo: number;
    labels: LabelScore[];
    /** For a precision: the confidence that keeps it, and the share of texts at or above. */
    coverage: { precision: number; threshold: number; coverage: number }[];
  };
}

/** A trained linear classifier over hashed features. */
export interface Model {
  card: ModelCard;
  labels: readonly string[];
  vocabulary: Vocabulary;
  /** Weights in steps of `scale`, interleaved by label: 16 bits keep a margin to four digits. */
  steps: Int16Array;
  scale: number;
  biases: Float32Array;
  calibration: Calibration;
}

/** The first format whose models read words; older ones go on reading characters alone. */
export const WORDS_SINCE = 2;
/** The first format whose models read what the word lists of the topics say. */
export const TOPICS_SINCE = 3;
export const MODEL_FORMAT = 3;
