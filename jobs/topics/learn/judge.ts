import { probabilities } from './calibrate.ts';
import type { Judged } from './measure.ts';

/** Index of the largest and of the second largest value; the first of equals. */
export function firstTwo(values: ArrayLike<number>): [first: number, second: number] {
  let first = 0;
  let second = -1;
  for (let index = 1; index < values.length; index++) {
    if (values[index]! > values[first]!) {
      second = first;
      first = index;
    } else if (second < 0 || values[index]! > values[second]!) {
      second = index;
    }
  }
  return [first, second];
}

/** Predictions from margins, beside what is right. */
export function judge(margins: readonly Float64Array[], targets: Int32Array, sharpness: number): Judged[] {
  return margins.map((row, index) => {
    const [said, second] = firstTwo(row);
    return { said, second, confidence: probabilities(row, sharpness)[said]!, right: targets[index]! };
  });
}
