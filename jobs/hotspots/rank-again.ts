import type { TakeOver } from '#warehouse/analytics/hotspots/insert-hotspots.ts';
import { getFirstChangedDay } from '#warehouse/analytics/hotspots/get-first-changed-day.ts';
import { getRunBefore, type RunBefore } from '#warehouse/analytics/hotspots/get-run-before.ts';
import { type KeptHotspot, listKeptHotspots } from '#warehouse/analytics/hotspots/list-kept-hotspots.ts';
import { listTouchedEvents } from '#warehouse/analytics/hotspots/list-touched-events.ts';
import { windowDays } from '#warehouse/model/hotspot.ts';
import { wardLevels } from '#warehouse/model/ward.ts';
import { dayIn, dayNumber } from './baseline.ts';
import { groupBy } from './group-by.ts';
import { hourEnd } from './hour-end.ts';
import { mergeList } from './merge-list.ts';
import { KEPT, LISTED, type LevelRun, rankLevel } from './rank-level.ts';
import type { HotspotRecord } from './rank.ts';

/** The new rows of a run, and which of the run before stand as they are. */
export interface RankedAgain {
  rows: HotspotRecord[];
  takeOver: TakeOver;
  hotspots: number;
}

/** Beyond this many touched events counting everything is as cheap; also what one parameter of a query holds. */
const MOST_TOUCHED = 5_000;
const DAY_MS = 86_400_000;

/**
 * Ranks by looking only at what documents have touched since the run before. Gives null where that would not be exact:
 * another hour, formula or first day, or a list that lost so many rows that the next is not known.
 */
export async function rankAgain(run: LevelRun): Promise<RankedAgain | null> {
  const before = await getRunBefore(run.analytics);
  if (!before || !(await isComparable(run, before))) return null;
  const events = await listTouchedEvents(run.analytics, {
    seq: before.seq,
    ...edgesBetween(before.at, run.at),
    timeZone: run.timeZone,
    today: dayIn(run.timeZone, run.at),
  });
  if (events.length > MOST_TOUCHED) return null;
  const fresh: HotspotRecord[] = [];
  if (events.length > 0)
    for (const days of windowDays) {
      const lists = await Promise.all(wardLevels.map((level) => rankLevel(run, { level, days, events })));
      fresh.push(...lists.flat());
    }
  const kept = await listKeptHotspots(run.analytics, before.run_id, events);
  return merge(kept, fresh, { runId: before.run_id, except: events });
}

async function isComparable(run: LevelRun, before: RunBefore): Promise<boolean> {
  if (before.run_id === run.runId || before.at > run.at) return false;
  if (before.formula_version !== run.formulaVersion || hourEnd(before.at) !== run.agedTo) return false;
  const changed = await getFirstChangedDay(run.analytics, before.seq);
  return changed === null || dayNumber(changed) > run.firstDay;
}

function back(instant: string, days: number): string {
  return new Date(Date.parse(instant) - days * DAY_MS).toISOString();
}

/** What each window has lost at its beginning, and what all have won at their end. */
function edgesBetween(before: string, at: string): { edgesFrom: string[]; edgesTo: string[] } {
  const ages = [0, ...windowDays];
  return { edgesFrom: ages.map((days) => back(before, days)), edgesTo: ages.map((days) => back(at, days)) };
}

function merge(
  kept: readonly KeptHotspot[],
  fresh: readonly HotspotRecord[],
  { runId, except }: Pick<TakeOver, 'runId' | 'except'>,
): RankedAgain | null {
  const keptLists = groupBy(kept, listOf);
  const freshLists = groupBy(fresh, listOf);
  const rows: HotspotRecord[] = [];
  const dropped: KeptHotspot[] = [];
  const cut: HotspotRecord[] = [];
  let hotspots = 0;
  for (const key of new Set([...keptLists.keys(), ...freshLists.keys()])) {
    const [old, found] = [keptLists.get(key) ?? [], freshLists.get(key) ?? []];
    const { level } = (old[0] ?? found[0])!;
    const list = mergeList(old, found, { listed: LISTED[level], kept: KEPT[level] });
    if (!list) return null;
    rows.push(...list.fresh.map((row) => Object.assign(row, { is_cut: list.isCut ? 1 : 0 })));
    dropped.push(...list.dropped);
    hotspots += list.length;
    // Only a list that something joined can have become a cut one.
    if (list.isCut && found[0]) cut.push(found[0]);
  }
  const takeOver = {
    runId,
    except,
    dropped: { ...columns(dropped), eventIds: dropped.map((row) => row.event_id) },
    cut: columns(cut),
  };
  return { rows, takeOver, hotspots };
}

interface Listed {
  window_days: number;
  ward_code: string;
}

const listOf = (row: Listed): string => `${row.window_days}|${row.ward_code}`;

const columns = (rows: readonly Listed[]) => ({
  windowDays: rows.map((row) => row.window_days),
  wards: rows.map((row) => row.ward_code),
});
