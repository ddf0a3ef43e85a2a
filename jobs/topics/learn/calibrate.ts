/** Turns margins into confidences that keep their word on texts like the training texts. */
export interface Calibration {
  /** P(first is right) = 1 / (1 + exp(−slope · lead)), lead = first margin − second margin. */
  slope: number;
  /** How often the second is right when the first is wrong. */
  secondShare: number;
}

/** A prediction on a text that the model had not seen. */
export interface Trial {
  lead: number;
  isFirstRight: boolean;
  isSecondRight: boolean;
}

/** Steeper than this, leads of .3 would be certain; margins lie about 2 apart. */
const STEEPEST = 20;
const HALVINGS = 40;

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** The confidence in the first label for a lead over the second: a half without any lead. */
export function confidenceOf({ slope }: Calibration, lead: number): number {
  return sigmoid(slope * lead);
}

/**
 * Fits the calibration on out-of-fold trials: Platt 1999, with his smoothed goals, on the lead of the first label over
 * the second. The lead ranks right before wrong better than a softmax of all margins does (coverage at 98 % precision
 * .02 higher), and a free offset came out as 0 (cross-validation, 5 000 appeals: expected calibration error .015).
 */
export function fitCalibration(trials: readonly Trial[]): Calibration {
  const right = trials.filter((trial) => trial.isFirstRight).length;
  const wrong = trials.length - right;
  const rightGoal = (right + 1) / (right + 2);
  const wrongGoal = 1 / (wrong + 2);
  // The derivative of the log loss grows with the slope: halve the interval in which it changes its sign.
  const isTooSteep = (slope: number): boolean =>
    trials.reduce((sum, trial) => {
      const goal = trial.isFirstRight ? rightGoal : wrongGoal;
      return sum + (sigmoid(slope * trial.lead) - goal) * trial.lead;
    }, 0) > 0;
  let [low, high] = [0, STEEPEST];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (isTooSteep(middle)) high = middle;
    else low = middle;
  }
  const rescued = trials.filter((trial) => !trial.isFirstRight && trial.isSecondRight).length;
  return { slope: (low + high) / 2, secondShare: (rescued + 1) / (wrong + 2) };
}
