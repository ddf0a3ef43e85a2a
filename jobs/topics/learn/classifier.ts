import { confidenceOf } from './calibrate.ts';
import { createFeatureCounter, type TextPair } from './count-features.ts';
import { firstTwo } from './judge.ts';
import type { Model } from './model.ts';
import { readPair } from './read-pair.ts';
import { weighInto } from './weigh-features.ts';

export interface Prediction {
  label: string;
  /** Calibrated: of predictions with .9, nine in ten are right on data like the training data. */
  confidence: number;
  second: string;
  secondConfidence: number;
}

/** A function that labels texts by a model. It keeps scratch memory: create one per thread and keep it. */
export function createClassifier(model: Model): (pair: TextPair) => Prediction {
  const count = createFeatureCounter();
  const { labels, steps, scale, biases, vocabulary, calibration } = model;
  const margins = new Float64Array(labels.length);
  return (pair) => {
    const row = count(readPair(pair, model.card.format));
    const slab = { slots: new Int32Array(row.ids.length), values: new Float32Array(row.ids.length), at: 0 };
    weighInto(row, vocabulary, slab);
    margins.fill(0);
    for (let at = 0; at < slab.at; at++) {
      const value = slab.values[at]!;
      const base = slab.slots[at]! * labels.length;
      for (let label = 0; label < labels.length; label++) margins[label]! += value * steps[base + label]!;
    }
    for (let label = 0; label < labels.length; label++) margins[label] = margins[label]! * scale + biases[label]!;
    const [first, second] = firstTwo(margins);
    const confidence = confidenceOf(calibration, margins[first]! - margins[second]!);
    const secondConfidence = Math.min(confidence, (1 - confidence) * calibration.secondShare);
    return { label: labels[first]!, confidence, second: labels[second]!, secondConfidence };
  };
}
