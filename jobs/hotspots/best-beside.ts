import type { HotCandidate } from '#warehouse/analytics/hotspots/list-hot-candidates.ts';
import { baselineFor, type DayCounts, MIN_HISTORY_DAYS } from './baseline.ts';
import { burstPointsOf, surpriseAnywhere, surpriseOf, tenth, volumePointsOf } from './heat.ts';
import { type Background, expectedVolume, type RankContext, type Ranked } from './rank.ts';

/** The warehouse has another exponential than we do, and sums in another order. */
const NO_LESS = 1 + 1e-7;
/** More items than a byte of `itemsByDay` holds. */
const BYTE = 256;

/** What a candidate ranks at best as beside what is usual at its place, whatever its documents tell beyond their sums. */
export function bestBeside(candidate: HotCandidate, { usual }: Background, context: RankContext): Ranked {
  const { parameters } = context;
  const { aged, items: reporters, otherPoints } = candidate;
  const expected = expectedVolume(usual, context);
  const volume = volumePointsOf({ weighted: aged * NO_LESS, reporters, expected }, parameters);
  const burst = burstPointsOf(mostSurprising(candidate, usual, context), parameters);
  return { heat: tenth(volume + burst + otherPoints), reporters, documents: Infinity, event_id: '' };
}

/** The surprise of the day that surprises most, were each item of it someone else's. */
function mostSurprising(
  { items, itemsByDay }: HotCandidate,
  usual: DayCounts,
  { windowStart, today, firstDay }: RankContext,
): number {
  const surpriseOn = (day: number, peakReporters: number): number => {
    const { days: known, perDay, dispersion } = baselineFor(usual, day, firstDay);
    return known < MIN_HISTORY_DAYS ? 0 : surpriseOf({ peakReporters, expectedOnPeakDay: perDay, dispersion });
  };
  const itemsOn = (day: number): number => (items < BYTE ? itemsByDay[day % itemsByDay.length]! : items);
  let fullest = windowStart;
  for (let day = windowStart; day <= today; day++) if (itemsOn(day) > itemsOn(fullest)) fullest = day;
  // The fullest first: most others could not surprise more wherever they were.
  let most = surpriseOn(fullest, itemsOn(fullest));
  for (let day = windowStart; day <= today; day++)
    if (day !== fullest && surpriseAnywhere(itemsOn(day)) > most) most = Math.max(most, surpriseOn(day, itemsOn(day)));
  return most;
}
