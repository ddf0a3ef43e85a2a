/** Reports before and after something was done, over windows of equal length, and those of the same kind elsewhere. */
export interface EffectInput {
  before: number;
  after: number;
  /** The same topic elsewhere in what the asker sees, in the same windows. */
  elsewhereBefore: number;
  elsewhereAfter: number;
  /** Days of each window. */
  days: number;
  /** Variance/mean of the daily counts, at least 1. */
  dispersion: number;
}

/** What can honestly be said: fell, rose, no clear change, too few to tell, too early to tell. */
export type EffectVerdict = 'fell' | 'rose' | 'unclear' | 'tooFew' | 'tooEarly';

export interface Effect extends EffectInput {
  verdict: EffectVerdict;
  /** After ÷ before, with what happened elsewhere taken out, and its 95 % interval; null when too few or too early. */
  ratio: number | null;
  low: number | null;
  high: number | null;
}

/** Below a week a weekday too many decides. */
const MIN_DAYS = 7;
/** Ten reports in both windows together are the least that can show a halving. */
const MIN_REPORTS = 10;
/** Elsewhere is taken as a yardstick when it brought at least so many; a smaller one adds more noise than it takes away. */
const MIN_ELSEWHERE = 20;
const Z95 = 1.959963984540054;

/**
 * Compares equal windows before and after by the ratio of their rates, divided by the ratio elsewhere (a difference in differences
 * of logarithms). The interval is that of the log ratio of overdispersed Poisson counts, half a report added to each
 * (Anscombe 1956, Gart 1966), so that a zero has one too. It says what changed, not why.
 */
export function effectOf(input: EffectInput): Effect {
  const { before, after, elsewhereBefore, elsewhereAfter, days } = input;
  const untold = { ratio: null, low: null, high: null };
  if (days < MIN_DAYS) return { ...input, verdict: 'tooEarly', ...untold };
  if (before + after < MIN_REPORTS) return { ...input, verdict: 'tooFew', ...untold };
  const own = logRatio(after, before);
  const elsewhere =
    Math.min(elsewhereBefore, elsewhereAfter) >= MIN_ELSEWHERE
      ? logRatio(elsewhereAfter, elsewhereBefore)
      : { log: 0, variance: 0 };
  const log = own.log - elsewhere.log;
  const reach = Z95 * Math.sqrt(input.dispersion * (own.variance + elsewhere.variance));
  const [ratio, low, high] = [Math.exp(log), Math.exp(log - reach), Math.exp(log + reach)];
  return { ...input, verdict: high < 1 ? 'fell' : low > 1 ? 'rose' : 'unclear', ratio, low, high };
}

function logRatio(after: number, before: number): { log: number; variance: number } {
  return { log: Math.log((after + 0.5) / (before + 0.5)), variance: 1 / (after + 0.5) + 1 / (before + 0.5) };
}
