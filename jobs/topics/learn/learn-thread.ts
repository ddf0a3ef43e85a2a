import { encodeModel } from './model-file.ts';
import { type LabelledText, trainModel } from './train-model.ts';

/** Trains a model beside the event loop; each task is one training. */
export default function learn(task: { rows: LabelledText[]; description: string; now: string }): {
  card: object;
  content: Uint8Array;
} {
  const { rows, description, now } = task;
  const model = trainModel(rows, { description, now });
  return { card: model.card, content: encodeModel(model) };
}
