import type { District } from '#warehouse/model/district.ts';
import type { LearnedVerdict } from './decide-topic.ts';
import { createClassifier } from './learn/classifier.ts';
import { decodeModel } from './learn/model-file.ts';
import { topicsOfLabel } from './topics-of-label.ts';

/** A learned model at work: reads texts, and knows what its labels stand for. It keeps scratch memory: one per thread. */
export interface TopicModel {
  /** Grows with each change of the model at work or of its threshold. */
  number: number;
  /** Reads a text with the words that a segmenter made of it, the title's first. */
  read(said: { title: string; text: string }, words: readonly string[]): LearnedVerdict;
}

/** The model that is at work, in memory that all threads share. */
export interface SharedModel {
  number: number;
  bytes: SharedArrayBuffer;
  minConfidence: number;
}

/** Opens a model. @throws Error when the bytes are no model. */
export function openTopicModel(shared: SharedModel, district: Pick<District, 'departments' | 'routing'>): TopicModel {
  // Copied: readers of buffers refuse shared memory.
  const model = decodeModel(Buffer.from(new Uint8Array(shared.bytes)), `model ${shared.number}`);
  const predict = createClassifier(model);
  const meaning = new Map(model.labels.map((label) => [label, topicsOfLabel(label, district)]));
  const topicsOf = (label: string): readonly string[] => meaning.get(label) ?? [];
  const { number, minConfidence } = shared;
  return {
    number,
    read: ({ title, text }, words) => ({ prediction: predict({ title, text, words }), topicsOf, minConfidence }),
  };
}
