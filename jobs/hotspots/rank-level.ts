import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listFactsBySpan } from '#warehouse/analytics/hotspots/list-event-facts.ts';
import {
  type HotCandidate,
  listHotCandidates,
  type RankingWindow,
} from '#warehouse/analytics/hotspots/list-hot-candidates.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';
import { dayIn, dayName, dayNumber } from './baseline.ts';
import { type Counting, countEvent, splitByWard, type WardEvent } from './count-event.ts';
import { groupBy } from './group-by.ts';
import { heatBound } from './heat.ts';
import type { HeatParameters } from './heat-parameters.ts';
import {
  boundOf,
  byHeat,
  type HotspotRecord,
  type RankContext,
  type ScoredEvent,
  scoreEvents,
  toRecord,
} from './rank.ts';
import { TREND_WEEKS } from './trend.ts';
import { dayStart, learnUsual, type Usual } from './usual-days.ts';

/** A run: what all its lists have in common. */
export interface LevelRun {
  analytics: Analytics;
  districtCode: string;
  timeZone: string;
  runId: string;
  at: string;
  agedTo: string;
  firstDay: number;
  overdueDays: (openedAt: string) => number;
  parameters: HeatParameters;
  formulaVersion: string;
}

/** The lists of one level and window. */
export interface AskedLists {
  level: WardLevel;
  days: number;
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
/** Candidates looked at per kept row: what is usual at a place, which bounds know nothing of, moves an event by so many places. Where a doubt is left, four times as many. */
const CANDIDATES = 3;
const MORE = 4;
/** Reports of the 7-day window halve after the parameter's hours; those of other windows in proportion. */
const HALF_LIFE_DAYS = 7;

/**
 * The hottest events of every ward of a level in a window, each ward's in order. Only events whose bound may lead into
 * a list are counted in full, and only those of them that still may are held against what is usual at their place.
 * When the last kept of a ward is not hotter than every bound left out, more are looked at: the lists are those of
 * looking at all.
 */
export async function rankLevel(run: LevelRun, asked: AskedLists): Promise<HotspotRecord[]> {
  const keep = KEPT[asked.level];
  const window = windowOf(run, asked.days);
  const bound = heatBound(run.parameters, overdueDays(run, window));
  for (let limit = Math.ceil(keep * CANDIDATES); ; limit *= MORE) {
    const candidates = await listHotCandidates(run.analytics, asked.level, { ...window, bound, limit });
    const events = await countCandidates(run, asked, candidates);
    const leftOut = boundsLeftOut(candidates, limit, (ward) => wardCode(run, asked.level, ward));
    const lists = await rankCounted(run, asked, { window, events, leftOut });
    if (lists) return lists;
  }
}

interface Counted {
  window: RankingWindow;
  events: readonly WardEvent[];
  /** By ward code, the bound that all events stay below that were not counted. */
  leftOut: ReadonlyMap<string, number>;
}

/** The lists out of the counted events; null where an event that was not counted might stand in one. */
async function rankCounted(run: LevelRun, asked: AskedLists, counted: Counted): Promise<HotspotRecord[] | null> {
  const keep = KEPT[asked.level];
  const { window, events, leftOut } = counted;
  const score = async (some: readonly WardEvent[]): Promise<[ScoredEvent[], RankContext]> => {
    const context = contextOf(run, asked.days, await learnUsual(run, window.firstDay, some));
    return [scoreEvents(some, context), context];
  };
  const byWard = [...groupBy(events, ({ ward }) => ward).values()].map((all) => withBounds(run, all));
  const first = byWard.flatMap((all) => all.slice(0, keep).map(({ event }) => event));
  const [scored, context] = await score(first);
  const lasts = lastOf(scored, keep);
  // What stands below the last of a full list whatever is usual there need not be looked at; all others must.
  const doubtful = byWard.flatMap((all) =>
    all.slice(keep).filter(({ event, bound }) => bound >= (lasts.get(event.ward) ?? -1)),
  );
  const looked = [...first, ...doubtful.map(({ event }) => event)];
  const [more] = await score(looked.slice(first.length));
  const lists = groupBy([...scored, ...more], ({ event }) => event.ward);
  const ends = lastOf([...scored, ...more], keep);
  if ([...leftOut].some(([ward, bound]) => (ends.get(ward) ?? -1) <= bound)) return null;
  const [lookedAt, counts] = [countBy(looked), countBy(events)];
  return [...lists].flatMap(([ward, list]) => {
    const isCut = list.length > keep || leftOut.has(ward) || lookedAt.get(ward)! < counts.get(ward)!;
    const kept = list.toSorted(byHeat).slice(0, keep);
    return kept.map((each, i) => ({ ...toRecord(each, context), rank: i + 1, is_cut: isCut ? 1 : 0 }));
  });
}

function countBy(events: readonly WardEvent[]): Map<string, number> {
  return new Map(
    Array.from(
      groupBy(events, ({ ward }) => ward),
      ([ward, own]) => [ward, own.length],
    ),
  );
}

interface Bounded {
  event: WardEvent;
  bound: number;
}

/** A ward's events, those that may be hottest first. */
function withBounds(run: LevelRun, events: readonly WardEvent[]): Bounded[] {
  const bounded = events.map((event) => ({ event, bound: boundOf(event, run) }));
  return bounded.sort((a, b) => b.bound - a.bound || (a.event.event < b.event.event ? -1 : 1));
}

/** For each ward with a full list the heat of its last row. */
function lastOf(scored: readonly ScoredEvent[], keep: number): Map<string, number> {
  const full = [...groupBy(scored, ({ event }) => event.ward)].filter(([, list]) => list.length >= keep);
  return new Map(full.map(([ward, list]) => [ward, list.map(({ heat }) => heat).sort((a, b) => b - a)[keep - 1]!]));
}

/** What the scores of a window rest on. */
export function contextOf(run: LevelRun, days: number, usual: Usual): RankContext {
  const window = windowOf(run, days);
  return {
    ...run,
    ...usual,
    windowDays: days,
    windowStart: window.firstDay,
    today: window.today,
    halfLifeHours: window.halfLifeHours,
  };
}

/** For each ward whose candidates are not all of its events: the lowest bound among them, which all others stay below. */
function boundsLeftOut(
  candidates: readonly HotCandidate[],
  limit: number,
  codeOf: (ward: number) => string,
): Map<string, number> {
  const byWard = groupBy(candidates, ({ ward }) => ward);
  const full = [...byWard].filter(([, events]) => events.length >= limit);
  return new Map(full.map(([ward, events]) => [codeOf(ward), Math.min(...events.map(({ bound }) => bound))]));
}

/** The candidates counted in full, over the window and the weeks that a trend is told from. */
async function countCandidates(
  run: LevelRun,
  { level, days }: AskedLists,
  candidates: readonly HotCandidate[],
): Promise<WardEvent[]> {
  const wards = groupBy(candidates, ({ event }) => event);
  const since = factsSince(run, days);
  const facts = await listFactsBySpan(run.analytics, [...wards.keys()], { since, to: run.at, timeZone: run.timeZone });
  const counting = countingOf(run, days);
  return [...groupBy(facts, ({ event }) => event)].flatMap(([event, own]) => {
    const asked = new Set(wards.get(event)!.map(({ ward }) => ward));
    return splitByWard(own, level).flatMap((some) => (asked.has(some.ward) ? (countEvent(some, counting) ?? []) : []));
  });
}

/** From when on documents are needed to count a window and tell its trends. */
export function factsSince(run: LevelRun, days: number): string {
  const { from, today } = windowOf(run, days);
  return [dayStart(dayNumber(today) - TREND_WEEKS * 7), from].sort()[0]!;
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
function overdueDays(run: LevelRun, { firstDay, today }: RankingWindow): number[] {
  const first = dayNumber(firstDay);
  return Array.from({ length: dayNumber(today) - first + 1 }, (_, i) =>
    // Noon in China: duties go by its calendar days.
    run.overdueDays(`${dayName(first + i)}T04:00:00.000Z`),
  );
}

function wardCode(run: LevelRun, level: WardLevel, ward: number): string {
  return level === 'district' ? run.districtCode : String(ward).padStart(level === 'street' ? 9 : 12, '0');
}
