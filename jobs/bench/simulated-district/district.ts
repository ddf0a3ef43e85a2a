import { drawGamma, drawNormal, type Random, seededRandom, weightedDraw } from '../../hotspots/detect/random.ts';
import type { Space } from '../../hotspots/detect/space.ts';

/** The first district of the product: 565 communities; 13 streets; 80 topics in 20 categories (product.md). */
export const COMMUNITIES = 565;
export const STREETS = 13;
export const TOPICS = 80;
/** Communities lie on a grid this wide; streets are runs of columns, so that a street is one connected piece. */
const GRID = 24;

/** An invented district: who complains where and about what, and when in the day, week and year. */
export interface SimulatedDistrict {
  space: Space;
  /** Communities that share a border. */
  neighbours: readonly number[][];
  /** Draws a community and topic as the background does. */
  drawCell: (random: Random) => number;
  /** Share of the background by cell, summing to 1. */
  shares: Float64Array;
  weekday: Float64Array[];
  season: { amplitude: number; phase: number }[];
  /** Parameter of the clump sizes by topic; variance/mean of what it brings is 1/(1 − theta). */
  theta: Float64Array;
}

/** Builds the district of a seed. */
export function simulateDistrict(seed: number): SimulatedDistrict {
  const random = seededRandom(seed);
  const streetOf = Int32Array.from({ length: COMMUNITIES }, (_, i) => Math.floor((i * STREETS) / COMMUNITIES));
  const space: Space = { communities: COMMUNITIES, streets: STREETS, topics: TOPICS, streetOf };
  // Wards differ in size as those of real districts do (largest to smallest some thirty-fold), topics by rank.
  const wards = Float64Array.from({ length: COMMUNITIES }, () => Math.exp(0.6 * drawNormal(random)));
  const topics = Float64Array.from({ length: TOPICS }, (_, i) => 1 / (i + 4));
  const weights = new Float64Array(COMMUNITIES * TOPICS);
  for (let cell = 0; cell < weights.length; cell++)
    weights[cell] = wards[Math.floor(cell / TOPICS)]! * topics[cell % TOPICS]! * drawGamma(2, random);
  const total = weights.reduce((all, weight) => all + weight, 0);
  const shares = weights.map((weight) => weight / total);
  return {
    space,
    neighbours: Array.from({ length: COMMUNITIES }, (_, i) => neighboursOf(i)),
    drawCell: weightedDraw(shares),
    shares,
    weekday: Array.from({ length: TOPICS }, () => weekOf(random)),
    season: Array.from({ length: TOPICS }, () => ({
      // One topic in four has a marked season (heating, flooding, night noise), the others hardly any.
      amplitude: random() < 0.25 ? 0.3 + 0.3 * random() : 0.1 * random(),
      phase: random(),
    })),
    // Variance/mean 1.05 … 1.35: daily counts of real appeals by ward show 1.0 … 1.4, their own bursts included.
    theta: Float64Array.from({ length: TOPICS }, () => 1 - 1 / (1.05 + 0.3 * random())),
  };
}

function neighboursOf(i: number): number[] {
  // Columns are the slow index: communities of a street are runs of whole columns.
  const column = Math.floor(i / GRID);
  const row = i % GRID;
  const around = [
    [column - 1, row],
    [column + 1, row],
    [column, row - 1],
    [column, row + 1],
  ] as const;
  return around.flatMap(([c, r]) => {
    const other = c * GRID + r;
    return c >= 0 && r >= 0 && r < GRID && other < COMMUNITIES ? [other] : [];
  });
}

/** Factors of the day classes: two topics in three rest at the weekend (offices, sites), the others peak there (noise, parking). */
function weekOf(random: Random): Float64Array {
  const weekend = random() < 0.67 ? 0.55 + 0.2 * random() : 1.1 + 0.3 * random();
  return Float64Array.from({ length: 7 }, (_, day) => (day >= 5 ? weekend : 1) * (0.95 + 0.1 * random()));
}

/** Share of a day's reports by hour: few at night, peaks in the morning and the evening. */
const BY_HOUR = [4, 2, 1, 1, 1, 3, 10, 25, 50, 65, 65, 55, 40, 45, 55, 55, 55, 50, 50, 60, 60, 45, 25, 10];
const hourDraw = weightedDraw(BY_HOUR);

/** A time of day in milliseconds, as reports come. */
export function drawTimeOfDay(random: Random): number {
  return (hourDraw(random) + random()) * 3_600_000;
}

/** The instant, or the next morning where it falls into the night: people sleep before they complain. */
export function afterTheNight(at: number, zoneOffsetMs: number, random: Random): number {
  const local = at + zoneOffsetMs;
  const hour = (local % 86_400_000) / 3_600_000;
  if (hour >= 6 && hour < 23) return at;
  const midnight = Math.floor(local / 86_400_000) + (hour >= 23 ? 1 : 0);
  return midnight * 86_400_000 - zoneOffsetMs + (7 + 2 * random()) * 3_600_000;
}
