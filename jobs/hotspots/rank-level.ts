import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listEventKeys } from '#warehouse/analytics/hotspots/list-event-keys.ts';
import {
  type HotCandidate,
  listHotCandidates,
  type RankingWindow,
} from '#warehouse/analytics/hotspots/list-hot-candidates.ts';
import { listWardEvents, type WardEvent } from '#warehouse/analytics/hotspots/list-ward-events.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';
import { dayIn, dayName, dayNumber } from './baseline.ts';
import { groupBy } from './group-by.ts';
import { heatBound } from './heat.ts';
import { type HeatParameters, PERSON_STEP } from './heat-parameters.ts';
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
import { dayStart, usualDays } from './usual-days.ts';

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

/** The lists of one level and window; of named events only, where a run looks again at what was touched. */
export interface AskedLists {
  level: WardLevel;
  days: number;
  events?: readonly string[];
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
/** Of these, per kept row, held against what is usual there at first. */
const LOOKED_AT = 1.5;
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
  const window = windowOf(run, asked);
  const bound = heatBound(run.parameters, overdueDays(run, window));
  for (let limit = Math.ceil(keep * CANDIDATES); ; limit *= MORE) {
    const candidates = await listHotCandidates(run.analytics, { ...window, bound, limit, events: asked.events });
    const events = await countCandidates(run, window, candidates);
    const leftOut = boundsLeftOut(candidates, limit, (w) => wardCode(run, asked.level, w));
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
  const bounded = events.map((event) => ({ ward: event.ward, event, bound: boundOf(event, run) }));
  const byWard = [...groupBy(bounded, ({ ward }) => ward).values()].map((all) =>
    all.toSorted((a, b) => b.bound - a.bound || (a.event.event < b.event.event ? -1 : 1)),
  );
  for (let look = Math.ceil(keep * LOOKED_AT); ; look *= MORE) {
    const looked = byWard.flatMap((all) => all.slice(0, look).map(({ event }) => event));
    const { scored, context } = await score(run, asked, { window, events: looked });
    const lists = groupBy(scored, ({ event }) => event.ward);
    const last = (ward: string): number => (lists.get(ward) ?? []).toSorted(byHeat)[keep - 1]?.heat ?? -1;
    if (byWard.some((all) => all.length > look && last(all[0]!.ward) <= all[look]!.bound)) continue;
    if ([...leftOut].some(([ward, bound]) => last(ward) <= bound)) return null;
    return [...lists.values()].flatMap((list) => {
      const { ward } = list[0]!.event;
      const isCut = list.length > keep || leftOut.has(ward);
      const kept = list.toSorted(byHeat).slice(0, keep);
      return kept.map((each, i) => ({ ...toRecord(each, context), rank: i + 1, is_cut: isCut ? 1 : 0 }));
    });
  }
}

/** For each ward whose candidates are not all of its events: the lowest bound among them, which all others stay below. */
function boundsLeftOut(
  candidates: readonly HotCandidate[],
  limit: number,
  codeOf: (w: string) => string,
): Map<string, number> {
  const byWard = groupBy(candidates, ({ w }) => w);
  const full = [...byWard].filter(([, events]) => events.length >= limit);
  return new Map(full.map(([w, events]) => [codeOf(w), Math.min(...events.map(({ bound }) => bound))]));
}

/** The candidates counted in full, over the window and the weeks that a trend is told from. */
async function countCandidates(
  run: LevelRun,
  window: RankingWindow,
  candidates: readonly HotCandidate[],
): Promise<WardEvent[]> {
  const sinceDay = dayNumber(window.today) - TREND_WEEKS * 7;
  return listWardEvents(run.analytics, {
    ...window,
    districtCode: run.districtCode,
    since: [dayStart(sinceDay), window.from].sort()[0]!,
    personStep: PERSON_STEP,
    personMax: run.parameters.personMax,
    copyShare: run.parameters.copyShare,
    pairs: candidates,
  });
}

async function score(
  run: LevelRun,
  { level, days }: AskedLists,
  { window, events }: { window: RankingWindow; events: readonly WardEvent[] },
): Promise<{ scored: ScoredEvent[]; context: RankContext }> {
  const keys = await listEventKeys(run.analytics, [...new Set(events.map(({ event }) => event))]);
  const context = {
    ...run,
    windowDays: days,
    windowStart: window.firstDay,
    today: window.today,
    keys,
    usual: await usualDays(run, { level, window, events, keys }),
    halfLifeHours: window.halfLifeHours,
  };
  return { scored: scoreEvents(events, context), context };
}

function windowOf(run: LevelRun, { level, days }: AskedLists): RankingWindow {
  const { at, timeZone, agedTo } = run;
  const from = new Date(Date.parse(at) - days * DAY_MS).toISOString();
  return {
    level,
    timeZone,
    from,
    to: at,
    firstDay: dayIn(timeZone, from),
    today: dayIn(timeZone, at),
    agedTo,
    halfLifeHours: (run.parameters.halfLifeHours * days) / HALF_LIFE_DAYS,
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

function wardCode(run: LevelRun, level: WardLevel, w: string): string {
  return level === 'district' ? run.districtCode : w.padStart(level === 'street' ? 9 : 12, '0');
}
