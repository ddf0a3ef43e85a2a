import type { DocumentView } from './documents.ts';

/** Posts whose topic nobody was sure of, for a person to decide between two guesses (待确认). */
export interface ConfirmList {
  mayAnswer: boolean;
  /** All within the filter. */
  total: number;
  rows: {
    document: DocumentView;
    /** Each with the unit that the rules would give it to; '' without rules. */
    guesses: { code: string; name: string; unit: string }[];
  }[];
  /** Every topic, for when neither guess is right. */
  topics: { code: string; name: string }[];
}

/** A learned model by its card. Scores are of texts that the judging model had not seen. */
export interface TopicModelView {
  version: number;
  learnedAt: string;
  learnedBy: string;
  data: { description: string; rows: number; groups: number };
  features: string;
  method: string;
  macroF1: number;
  accuracy: number;
  /** Share of texts whose label is among the first two. */
  topTwo: number;
  /** Share of texts that it would decide with 98 % precision. */
  coverage: number | null;
  folds: number;
  labels: { label: string; names: string[]; f1: number; rows: number }[];
}

/** Learned models, newest first, and how far learning is. */
export interface TopicModelList {
  mayLearn: boolean;
  /** Answers of persons that there are to learn from. */
  labels: number;
  learning: { state: 'idle' | 'running' | 'done' | 'failed'; version: number; since: string };
  models: TopicModelView[];
}

/** How much of the history was analysed by other words or another model than hold now. */
export interface HistoryState {
  mayRun: boolean;
  total: number;
  outdated: number;
  /** The latest run; `finishedAt` null while it is under way. */
  run: {
    askedAt: string;
    askedBy: string;
    total: number;
    done: number;
    movedAt: string;
    finishedAt: string | null;
  } | null;
}

/** Words that were found in the texts and wait for a yes or no, most telling first. */
export interface NewWordList {
  /** The last look; '' before the first. */
  foundAt: string;
  words: { word: string; texts: number; cohesion: number; freedom: number }[];
}
