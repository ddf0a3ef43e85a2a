/** Probabilities of labels from their margins: softmax of margins · sharpness. */
export function probabilities(margins: ArrayLike<number>, sharpness: number): Float64Array {
  const highest = Math.max(...Array.from(margins));
  const raised = Float64Array.from(margins, (margin) => Math.exp((margin - highest) * sharpness));
  const sum = raised.reduce((total, value) => total + value, 0);
  return raised.map((value) => value / sum);
}

function meanLogLoss(margins: readonly Float64Array[], targets: Int32Array, sharpness: number): number {
  const total = margins.reduce((sum, row, index) => {
    const probability = probabilities(row, sharpness)[targets[index]!]!;
    return sum - Math.log(Math.max(probability, 1e-12));
  }, 0);
  return total / margins.length;
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;
const STEPS = 30;

/**
 * The sharpness (1/temperature) that makes softmax probabilities of out-of-fold margins most likely; golden-section
 * search between 0.3 and 30 on a logarithmic scale, where the loss has one minimum. Guo et al. 2017, "On calibration".
 */
export function fitSharpness(margins: readonly Float64Array[], targets: Int32Array): number {
  const loss = (logarithm: number): number => meanLogLoss(margins, targets, Math.exp(logarithm));
  let low = Math.log(0.3);
  let high = Math.log(30);
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let leftLoss = loss(left);
  let rightLoss = loss(right);
  for (let step = 0; step < STEPS; step++) {
    if (leftLoss < rightLoss) {
      high = right;
      [right, rightLoss] = [left, leftLoss];
      left = high - GOLDEN * (high - low);
      leftLoss = loss(left);
    } else {
      low = left;
      [left, leftLoss] = [right, rightLoss];
      right = low + GOLDEN * (high - low);
      rightLoss = loss(right);
    }
  }
  return Math.exp((low + high) / 2);
}
