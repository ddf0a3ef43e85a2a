/**
 * Mean of the strongest similarities between two sides: of `pairs` possible ones (at least 3 where
 * there are as many) the best `share`. Pairs that were not scored count as 0. Less greedy than
 * the best pair (chains), more patient than the mean of all (an event has several voices).
 * Sorts `scores`.
 */
export function memberMean(scores: number[], pairs: number, share: number): number {
  const wanted = Math.max(Math.min(3, pairs), Math.ceil(share * pairs));
  scores.sort(descending);
  let sum = 0;
  for (let i = 0; i < wanted && i < scores.length; i++) sum += Math.max(0, scores[i]!);
  return sum / wanted;
}

const descending = (a: number, b: number): number => b - a;
