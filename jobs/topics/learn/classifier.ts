import { probabilities } from './calibrate.ts';
import { createFeatureCounter, type Cut, type TextPair } from './count-features.ts';
import { firstTwo } from './judge.ts';
import type { Model } from './model.ts';
import { weighInto } from './weigh-features.ts';

export interface Prediction {
  label: string;
  /** Calibrated: of predictions with .9, nine in ten are right on data like the training data. */
  confidence: number;
  second: string;
  secondConfidence: number;
}

/** A function that labels texts by a model. It keeps scratch memory: create one per thread and keep it. */
export function createClassifier(model: Model, cut: Cut): (pair: TextPair) => Prediction {
  const count = createFeatureCounter(cut);
  const { labels, steps, scale, biases, idf, sharpness } = model;
  const margins = new Float64Array(labels.length);
  return (pair) => {
    const row = count(pair);
    const values = new Float32Array(row.ids.length);
    weighInto(row, idf, values, 0);
    margins.fill(0);
    for (let at = 0; at < values.length; at++) {
      const value = values[at]!;
      if (value === 0) continue;
      const base = row.ids[at]! * labels.length;
      for (let label = 0; label < labels.length; label++) margins[label]! += value * steps[base + label]!;
    }
    for (let label = 0; label < labels.length; label++) margins[label] = margins[label]! * scale + biases[label]!;
    const [first, second] = firstTwo(margins);
    const sure = probabilities(margins, sharpness);
    return {
      label: labels[first]!,
      confidence: sure[first]!,
      second: labels[second]!,
      secondConfidence: sure[second]!,
    };
  };
}
