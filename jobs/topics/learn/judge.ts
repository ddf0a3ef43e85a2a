import { type Calibration, confidenceOf, type Trial } from './calibrate.ts';
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

/** Out-of-fold margins as trials for the calibration. */
export function trialsOf(margins: readonly Float64Array[], targets: Int32Array): Trial[] {
  return margins.map((row, index) => {
    const [first, second] = firstTwo(row);
    const right = targets[index]!;
    return { lead: row[first]! - row[second]!, isFirstRight: first === right, isSecondRight: second === right };
  });
}

/** Predictions from margins, beside what is right. */
export function judge(margins: readonly Float64Array[], targets: Int32Array, calibration: Calibration): Judged[] {
  return margins.map((row, index) => {
    const [said, second] = firstTwo(row);
    const confidence = confidenceOf(calibration, row[said]! - row[second]!);
    return { said, second, confidence, right: targets[index]! };
  });
}
