import { type GoldEvent, scoreEvents } from './score-events.ts';

const SPLITS = 400;
/** Of all halves, the one that this share of them is worse than. */
const UNLUCKY = 0.05;

/**
 * How far a score may fall on other events than the checked ones: over random halves of them, the B-cubed F1 that one
 * half in twenty stays below, and the near-miss rate that one in twenty exceeds. The same splits every time.
 */
export function scoreHalves(clusterOf: ReadonlyMap<string, string>, gold: readonly GoldEvent[]) {
  let seed = 5;
  const random = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const scores = Array.from({ length: SPLITS }, () => {
    const drawn = gold.map((event) => ({ event, at: random() })).toSorted((a, b) => a.at - b.at);
    return scoreEvents(
      clusterOf,
      drawn.slice(0, Math.floor(gold.length / 2)).map(({ event }) => event),
    );
  });
  const worst = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(SPLITS * UNLUCKY)]!;
  return {
    bcubedF1: worst(scores.map((score) => score.bcubedF1)),
    nearMissRate: -worst(scores.map((score) => -score.nearMissRate)),
  };
}
