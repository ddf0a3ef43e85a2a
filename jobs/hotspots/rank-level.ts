import { type FactsSpan, listEventFacts } from '#warehouse/analytics/hotspots/list-event-facts.ts';
import {
  type HotCandidate,
  listHotCandidates,
  type RankingWindow,
} from '#warehouse/analytics/hotspots/list-hot-candidates.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';
import { dayIn, dayName, dayNumber } from './baseline.ts';
import { bestBeside } from './best-beside.ts';
import { type Counting, countEvent } from './count-event.ts';
import { groupBy } from './group-by.ts';
import { heatBound } from './heat.ts';
import type { LevelRun, RunHistory } from './level-run.ts';
import { type HotspotRecord, type RankContext, scoreEvent, type ScoredEvent, toRecord } from './rank.ts';
import { TREND_WEEKS } from './trend.ts';
import { askUsual, dayStart } from './usual-days.ts';
import { inWard, splitByEvent } from './ward-facts.ts';
import { type HeldCandidate, WardList } from './ward-list.ts';

/** The lists of one level and window. */
export interface AskedLists {
  level: WardLevel;
  days: number;
  /** Rows of each. */
  keep: number;
}

const DAY_MS = 86_400_000;
/** A list longer than this is not read; the district's is also the source of the alerts. */
export const LISTED: Record<WardLevel, number> = { district: 200, street: 50, community: 20 };
/** Rows kept beyond that, so that a run which only looks at what was touched can lose some and still know the next. */
const SPARE = 1.2;
export const KEPT: Record<WardLevel, number> = {
  district: LISTED.district * SPARE,
  street: LISTED.street * SPARE,
  community: LISTED.community * SPARE,
};
/** Candidates known per kept row; where one behind them might stand in a list, four times as many. */
const CANDIDATES = 8;
const MORE = 4;
/** How many are held at a time per kept row: of ten million documents a year a month's list of a street needed 2.7 to 3.8. */
const HELD = 4;
/** Reports of the 7-day window halve after the parameter's hours; those of other windows in proportion. */
const HALF_LIFE_DAYS = 7;

/**
 * The hottest events of every ward of a level in a window, each ward's in order. Only events whose bound may lead into
 * a list are held against what is usual at their place, and only those that may beside it are counted in full, the most
 * promising first, until none is left that may stand before the last kept: the lists are those of looking at all.
 */
export async function rankLevel(run: LevelRun, asked: AskedLists): Promise<HotspotRecord[]> {
  const { level, days, keep } = asked;
  const window = windowOf(run, days);
  const bound = heatBound(run.parameters, overdueDaysOf(run, window));
  for (let limit = Math.ceil(keep * CANDIDATES); ; limit *= MORE) {
    const candidates = await listHotCandidates(run.analytics, level, { ...window, bound, limit });
    const lists = Array.from(
      groupBy(candidates, ({ ward }) => ward),
      ([ward, own]) => new WardList(ward, own, { keep, isWhole: own.length < limit }),
    );
    while (await scoreNext(run, asked, lists));
    if (!lists.some((list) => list.isUnsure())) return recordsOf(contextOf(run, await run.history, days), lists);
  }
}

/** Holds and scores those events that may stand in a list; false when there are none. */
async function scoreNext(run: LevelRun, asked: AskedLists, lists: readonly WardList[]): Promise<boolean> {
  const { keep } = asked;
  const candidates = lists.flatMap((list) => list.takeCandidates(Math.ceil(keep * HELD)));
  if (candidates.length > 0) {
    const held = groupBy(await holdCandidates(run, asked, candidates), ({ candidate }) => candidate.ward);
    for (const list of lists) list.addHeld(held.get(list.ward) ?? []);
  }
  const promising = lists.flatMap((list) => list.takeHeld());
  if (promising.length === 0) return candidates.length > 0;
  const scored = await countHeld(run, asked, promising);
  for (const list of lists) list.addScored(scored.get(list.ward) ?? []);
  return true;
}

function recordsOf(context: RankContext, lists: readonly WardList[]): HotspotRecord[] {
  return lists.flatMap((list) => {
    const is_cut = list.isCut() ? 1 : 0;
    return list.rows().map((row, i) => Object.assign(toRecord(row, context), { rank: i + 1, is_cut }));
  });
}

/** The candidates beside what is usual at their places; those not described yet are left out. */
async function holdCandidates(
  run: LevelRun,
  { level, days }: AskedLists,
  candidates: readonly HotCandidate[],
): Promise<HeldCandidate[]> {
  const context = contextOf(run, await run.history, days);
  const held: HeldCandidate[] = [];
  for await (const usual of askUsual(run, context.windowStart, { events: candidates, levels: [level] }))
    for (const candidate of candidates) {
      const background = usual(candidate.event, candidate.ward);
      if (background) held.push({ candidate, background, best: bestBeside(candidate, background, context) });
    }
  return held;
}

/** The candidates counted in full, over the window and the weeks that a trend is told from, and scored; by wards. */
async function countHeld(
  run: LevelRun,
  { level, days }: AskedLists,
  candidates: readonly HeldCandidate[],
): Promise<Map<number, ScoredEvent[]>> {
  const byEvent = groupBy(candidates, ({ candidate }) => candidate.event);
  const [counting, context] = [countingOf(run, days), contextOf(run, await run.history, days)];
  const scored = new Map<number, ScoredEvent[]>(candidates.map(({ candidate }) => [candidate.ward, []]));
  for await (const facts of listEventFacts(run.analytics, [...byEvent.keys()], await factsSpan(run, days)))
    for (const own of splitByEvent(facts))
      for (const { candidate, background } of byEvent.get(own.event)!) {
        const { ward } = candidate;
        const event = countEvent(inWard(own, level, ward), counting);
        if (event) scored.get(ward)!.push(scoreEvent(event, background, context));
      }
  return scored;
}

/** What the scores of a window rest on. */
export function contextOf(run: LevelRun, { firstDay }: RunHistory, days: number): RankContext {
  const window = windowOf(run, days);
  return {
    ...run,
    firstDay,
    windowDays: days,
    windowStart: dayNumber(window.firstDay),
    today: dayNumber(window.today),
    halfLifeHours: window.halfLifeHours,
  };
}

/** Which documents are needed to count a window and tell its trends. */
export async function factsSpan(run: LevelRun, days: number): Promise<FactsSpan> {
  const { from, to, today, timeZone } = windowOf(run, days);
  const since = [dayStart(dayNumber(today) - TREND_WEEKS * 7), from].sort()[0]!;
  const { unsettled } = await run.history;
  return { since, to, timeZone, isSettled: (event) => unsettled?.rows.has(event) === false };
}

/** How a window of so many days is counted. */
export function countingOf(run: LevelRun, days: number): Counting {
  const { from, agedTo, halfLifeHours, today } = windowOf(run, days);
  return {
    districtCode: run.districtCode,
    from: Date.parse(from),
    agedTo: Date.parse(agedTo),
    halfLifeHours,
    today: dayNumber(today),
    parameters: run.parameters,
  };
}

/** The window of so many days that ends with the run. */
export function windowOf({ at, timeZone, agedTo, parameters }: LevelRun, days: number): RankingWindow {
  const from = new Date(Date.parse(at) - days * DAY_MS).toISOString();
  return {
    timeZone,
    from,
    to: at,
    firstDay: dayIn(timeZone, from),
    today: dayIn(timeZone, at),
    agedTo,
    halfLifeHours: (parameters.halfLifeHours * days) / HALF_LIFE_DAYS,
  };
}

/** Overdue working days of something opened on the window's first day, the next, … */
export function overdueDaysOf(run: LevelRun, { firstDay, today }: RankingWindow): number[] {
  const first = dayNumber(firstDay);
  return Array.from({ length: dayNumber(today) - first + 1 }, (_, i) =>
    // Noon in China: duties go by its calendar days.
    run.overdueDays(`${dayName(first + i)}T04:00:00.000Z`),
  );
}
