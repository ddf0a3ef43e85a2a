import { getFirstChangedDay } from '#warehouse/analytics/hotspots/get-first-changed-day.ts';
import type { RunBefore } from '#warehouse/analytics/hotspots/get-run-before.ts';
import { listEventFacts } from '#warehouse/analytics/hotspots/list-event-facts.ts';
import { listStandings, type Standing } from '#warehouse/analytics/hotspots/list-standings.ts';
import { listTouchedEvents } from '#warehouse/analytics/hotspots/list-touched-events.ts';
import { windowDays } from '#warehouse/model/hotspot.ts';
import { levelOf, wardLevels } from '#warehouse/model/ward.ts';
import { dayIn, dayNumber } from './baseline.ts';
import { countEvent, type WardEvent } from './count-event.ts';
import { groupBy } from './group-by.ts';
import { hourEnd } from './hour-end.ts';
import type { LevelRun } from './level-run.ts';
import { mergeList, type StandingList } from './merge-list.ts';
import { contextOf, countingOf, factsSpan, LISTED, windowOf } from './rank-level.ts';
import { bestOf, byHeat, heatAtMost, type HotspotRecord, scoreEvent, toRecord } from './rank.ts';
import { learnUsual } from './usual-days.ts';
import { splitByEvent, splitByWard, type WardFacts } from './ward-facts.ts';

/** What a run changes in the rows of an earlier one. */
export interface RankedAgain {
  /** The run whose rows it goes on from. */
  runId: string;
  fresh: HotspotRecord[];
  /** Rows that have no place any more. */
  gone: { window_days: number; ward_code: string; event_id: string }[];
  hotspots: number;
}

/** Beyond this many touched events counting everything is as cheap; also what one parameter of a query holds. */
const MOST_TOUCHED = 5_000;
const DAY_MS = 86_400_000;
const LONGEST = Math.max(...windowDays);

/**
 * Ranks by looking only at what documents have touched since the run `before`. Gives null where that would not be exact:
 * another hour, formula or first day, or a list that lost so many rows that the next is not known.
 */
export async function rankAgain(run: LevelRun, before: RunBefore | null): Promise<RankedAgain | null> {
  if (!before || !isSameHour(run, before)) return null;
  const [changed, touched] = await Promise.all([
    getFirstChangedDay(run.analytics, before.seq),
    listTouchedEvents(run.analytics, {
      seq: before.seq,
      ...edgesBetween(before.at, run.at),
      timeZone: run.timeZone,
      today: dayIn(run.timeZone, run.at),
    }),
  ]);
  if (changed !== null && dayNumber(changed) <= (await run.history).firstDay) return null;
  if (touched.length > MOST_TOUCHED) return null;
  const listed = touched.filter((each) => !each.isLone);
  const [wards, standings] = await Promise.all([
    wardsOfEvents(
      run,
      listed.map(({ event }) => event),
    ),
    listStandings(
      run.analytics,
      before.run_id,
      touched.map(({ event }) => event),
    ),
  ]);
  const lists = new Map(standings.map((row) => [listOf(row), toList(row)]));
  const found = await rankFacts(run, wards, lists);
  return merge(before.run_id, lists, found);
}

function isSameHour(run: LevelRun, before: RunBefore): boolean {
  if (before.run_id === run.runId || before.at > run.at) return false;
  return before.formula_version === run.formulaVersion && hourEnd(before.at) === run.agedTo;
}

function back(instant: string, days: number): string {
  return new Date(Date.parse(instant) - days * DAY_MS).toISOString();
}

/** What each window has lost at its beginning, and what all have won at their end. */
function edgesBetween(before: string, at: string): { edgesFrom: string[]; edgesTo: string[] } {
  const ages = [0, ...windowDays];
  return { edgesFrom: ages.map((days) => back(before, days)), edgesTo: ages.map((days) => back(at, days)) };
}

function toList({ is_cut, last: [heat, reporters, documents, event_id], holding, touched }: Standing): StandingList {
  return { isCut: is_cut === 1, last: { heat, reporters, documents, event_id }, holding, touched };
}

type Lists = ReadonlyMap<string, StandingList>;

/** The documents of some events in the wards of all levels where they may be a hotspot, over the longest window and the weeks of a trend. */
async function wardsOfEvents(run: LevelRun, events: readonly string[]): Promise<WardFacts[]> {
  const longest = countingOf(run, LONGEST).from;
  const wards: WardFacts[] = [];
  for await (const facts of listEventFacts(run.analytics, events, await factsSpan(run, LONGEST)))
    for (const own of splitByEvent(facts))
      for (const level of wardLevels)
        for (const some of splitByWard(own, level)) if (mayBeHotspot(some, longest)) wards.push(some);
  return wards;
}

/** The rows of touched events that may have a place in a list, of all windows and levels. */
async function rankFacts(run: LevelRun, wards: readonly WardFacts[], lists: Lists): Promise<HotspotRecord[]> {
  const windows = windowDays.map((days) => {
    const counting = countingOf(run, days);
    const mayReach = reachOf(run, lists, days);
    const counted = wards.flatMap((some) =>
      mayBeHotspot(some, counting.from) && mayReach(some, counting.from) ? (countEvent(some, counting) ?? []) : [],
    );
    return { days, events: counted.filter((event) => mayBeListed(run, event, lists.get(`${days}|${event.ward}`))) };
  });
  const counted = windows.flatMap(({ events }) => events);
  const usual = await learnUsual(run, dayNumber(windowOf(run, LONGEST).firstDay), {
    events: counted.map(({ event, documents }) => ({ event, isShared: documents >= 2 })),
    levels: wardLevels,
  });
  const history = await run.history;
  return windows.flatMap(({ days, events }) => {
    const context = contextOf(run, history, days);
    return events.flatMap((event) => {
      const background = usual(event.event, wardNumber(event.ward));
      if (!background) return [];
      return [Object.assign(toRecord(scoreEvent(event, background, context), context), { rank: 0, is_cut: 0 })];
    });
  });
}

/** As `ranking_rows` numbers it. */
function wardNumber(ward: string): number {
  return levelOf(ward) === 'district' ? 0 : Number(ward);
}

/** One ordinary document is no hotspot: the second latest of two lies in the window too. */
function mayBeHotspot({ facts, rows }: WardFacts, from: number): boolean {
  return facts.severity[rows[0]!]! >= 2 || (rows.length >= 2 && facts.at[rows[1]!]! > from);
}

/** Whether so many documents may earn a place in their ward's list; to ask takes a tenth of counting them. */
function reachOf(run: LevelRun, lists: Lists, days: number): (some: WardFacts, from: number) => boolean {
  // By ward as `ranking_rows` numbers it: the heat of the last row of each list that is cut.
  const ends = new Map<number, number>();
  for (const [key, { isCut, last }] of lists) {
    const [own, ward] = key.split('|') as [string, string];
    if (isCut && Number(own) === days) ends.set(wardNumber(ward), last.heat);
  }
  const known = new Map<number, number>();
  return ({ ward, facts, rows }, from) => {
    const end = ends.get(ward);
    if (end === undefined) return true;
    let [documents, severity, isOpen] = [0, 0, false];
    for (; documents < rows.length && facts.at[rows[documents]!]! > from; documents++) {
      severity = Math.max(severity, facts.severity[rows[documents]!]!);
      isOpen ||= facts.isOpen[rows[documents]!] === 1;
    }
    const sort = documents * 8 + severity * 2 + Number(isOpen);
    const most = known.get(sort) ?? heatAtMost(documents, { severity, isOpen }, run.parameters);
    known.set(sort, most);
    return most >= end;
  };
}

/** Behind the end of a cut list nothing is kept. */
function mayBeListed(run: LevelRun, event: WardEvent, list: StandingList | undefined): boolean {
  return !list?.isCut || byHeat(bestOf(event, run), list.last) < 0;
}

function merge(runId: string, lists: Lists, found: readonly HotspotRecord[]): RankedAgain | null {
  const foundLists = groupBy(found, listOf);
  const again: RankedAgain = { runId, fresh: [], gone: [], hotspots: 0 };
  for (const key of new Set([...lists.keys(), ...foundLists.keys()])) {
    const [days, ward] = key.split('|') as [string, string];
    const list = lists.get(key);
    const merged = mergeList(list, foundLists.get(key) ?? [], LISTED[levelOf(ward) ?? 'district']);
    if (!merged) return null;
    for (const row of merged.fresh) again.fresh.push(Object.assign(row, { is_cut: list?.isCut ? 1 : 0 }));
    for (const event_id of merged.gone) again.gone.push({ window_days: Number(days), ward_code: ward, event_id });
    again.hotspots += merged.length;
  }
  return again;
}

function listOf({ window_days, ward_code }: { window_days: number; ward_code: string }): string {
  return `${window_days}|${ward_code}`;
}
