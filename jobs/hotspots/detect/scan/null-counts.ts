import { type Random, weightedDraw } from '../random.ts';

/**
 * Draws how `total` reports fall on cells when nothing unusual happens: each in proportion to `expected`, and, with a
 * dispersion above 1, drawn to where others fell, as neighbours and a household come together. The draw is the exact
 * distribution of independent negative binomial counts given their sum (Dirichlet–multinomial, drawn by Pólya's urn),
 * and multinomial for dispersion 1. The clumps of ordinary days are then no clusters.
 */
export function nullCounts(
  expected: ArrayLike<number>,
  { total, dispersion }: { total: number; dispersion: number },
): (random: Random) => Float64Array {
  const draw = weightedDraw(expected);
  const urn = dispersion > 1 ? total / (dispersion - 1) : Infinity;
  return (random) => {
    const counts = new Float64Array(expected.length);
    const drawn = new Int32Array(total);
    for (let i = 0; i < total; i++) {
      const follows = random() * (urn + i) < i;
      const cell = follows ? drawn[Math.floor(random() * i)]! : draw(random);
      drawn[i] = cell;
      counts[cell]! += 1;
    }
    return counts;
  };
}
