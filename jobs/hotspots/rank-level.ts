import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listBackgroundDays } from '#warehouse/analytics/hotspots/list-background-days.ts';
import { type EventKey, listEventKeys } from '#warehouse/analytics/hotspots/list-event-keys.ts';
import {
  type HotCandidate,
  listHotCandidates,
  type RankingWindow,
} from '#warehouse/analytics/hotspots/list-hot-candidates.ts';
import { listWardEvents, type WardEvent } from '#warehouse/analytics/hotspots/list-ward-events.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';
import { BASELINE_DAYS, dayIn, dayName, dayNumber } from './baseline.ts';
import { groupBy } from './group-by.ts';
import { heatBound } from './heat.ts';
import { type HeatParameters, PERSON_STEP } from './heat-parameters.ts';
import { byHeat, type HotspotRecord, scoreEvents, type UsualDays } from './rank.ts';
import { TREND_WEEKS } from './trend.ts';

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
/** Candidates looked at per kept row; where their bounds leave a doubt, four times as many. */
const CANDIDATES = 1.25;
const MORE = 4;
/** Reports of the 7-day window halve after the parameter's hours; those of other windows in proportion. */
const HALF_LIFE_DAYS = 7;

/**
 * The hottest events of every ward of a level in a window, each ward's in order. Only events whose bound may lead into
 * a list are counted in full; when the last kept of a ward is not hotter than every bound left out, more are looked at,
 * so the lists are those of looking at all.
 */
export async function rankLevel(run: LevelRun, asked: AskedLists): Promise<HotspotRecord[]> {
  const keep = KEPT[asked.level];
  const window = windowOf(run, asked);
  for (let limit = Math.ceil(keep * CANDIDATES); ; limit *= MORE) {
    const candidates = await listHotCandidates(run.analytics, {
      ...window,
      bound: heatBound(run.parameters, overdueDays(run, window)),
      limit,
      events: asked.events,
    });
    const scored = await score(run, asked, { window, candidates });
    const bounds = boundsLeftOut(candidates, limit);
    const lists = groupBy(scored, (row) => row.ward_code);
    const isSettled = [...bounds].every(([w, bound]) => {
      const list = lists.get(wardCode(run, asked.level, w)) ?? [];
      return list.length >= keep && list.toSorted(byHeat)[keep - 1]!.heat > bound;
    });
    if (!isSettled) continue;
    return [...lists].flatMap(([ward, rows]) => {
      const isCut = rows.length > keep || bounds.has(wardNumber(ward));
      return rows
        .toSorted(byHeat)
        .slice(0, keep)
        .map((row, i) => Object.assign(row, { rank: i + 1, is_cut: isCut ? 1 : 0 }));
    });
  }
}

/** For each ward whose candidates are not all of its events: the lowest bound among them, which all others stay below. */
function boundsLeftOut(candidates: readonly HotCandidate[], limit: number): Map<string, number> {
  const byWard = groupBy(candidates, ({ w }) => w);
  const full = [...byWard].filter(([, events]) => events.length >= limit);
  return new Map(full.map(([w, events]) => [w, Math.min(...events.map(({ bound }) => bound))]));
}

async function score(
  run: LevelRun,
  { level, days }: AskedLists,
  { window, candidates }: { window: RankingWindow; candidates: readonly HotCandidate[] },
) {
  if (candidates.length === 0) return [];
  const { analytics, at, timeZone } = run;
  const sinceDay = dayNumber(window.today) - TREND_WEEKS * 7;
  const since = [dayStart(sinceDay), window.from].sort()[0]!;
  const [events, keys] = await Promise.all([
    listWardEvents(analytics, {
      ...window,
      districtCode: run.districtCode,
      since,
      personStep: PERSON_STEP,
      personMax: run.parameters.personMax,
      copyShare: run.parameters.copyShare,
      wards: candidates.map(({ w }) => w),
      events: candidates.map(({ event }) => event),
    }),
    listEventKeys(analytics, [...new Set(candidates.map(({ event }) => event))]),
  ]);
  const usual = await usualDays(run, { level, window, events, keys });
  const halfLifeHours = window.halfLifeHours;
  return scoreEvents(events, { ...run, at, timeZone, windowDays: days, keys, usual, halfLifeHours });
}

/** The weeks before of each event: at its place and in its category, or its own where it names no place. */
async function usualDays(
  run: LevelRun,
  counted: {
    level: WardLevel;
    window: RankingWindow;
    events: readonly WardEvent[];
    keys: ReadonlyMap<string, EventKey>;
  },
): Promise<(event: WardEvent, key: EventKey) => UsualDays> {
  const { level, window, events, keys } = counted;
  const from = dayStart(dayNumber(window.firstDay) - BASELINE_DAYS - 1);
  const pairs = events.flatMap(({ ward, event }) => {
    const key = keys.get(event);
    return key ? [{ w: wardNumber(ward), event, background: key.background }] : [];
  });
  const ask = async (of: 'background' | 'event', asked: typeof pairs): Promise<[string, UsualDays][]> => {
    const query = { level, timeZone: run.timeZone, from, to: window.to };
    const rows = await listBackgroundDays(run.analytics, of, {
      ...query,
      wards: asked.map(({ w }) => w),
      keys: asked.map((pair) => pair[of]),
    });
    return rows.map(({ w, key, days }) => [`${w}|${of}|${key}`, new Map(days)]);
  };
  const found = await Promise.all([
    ask(
      'background',
      pairs.filter(({ background }) => background !== NO_PLACE),
    ),
    ask(
      'event',
      pairs.filter(({ background }) => background === NO_PLACE),
    ),
  ]);
  const index = new Map(found.flat());
  return ({ ward, event }, { background }) => {
    const rest = background === NO_PLACE ? `event|${event}` : `background|${background}`;
    return index.get(`${wardNumber(ward)}|${rest}`) ?? NO_DAYS;
  };
}

const NO_PLACE = '0';
const NO_DAYS: UsualDays = new Map();

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

/** An instant before the day begins anywhere: what is read from it on holds the day whole. */
function dayStart(day: number): string {
  return `${dayName(day - 1)}T00:00:00.000Z`;
}

/** A ward as `ranking_facts` numbers it within its level: the district is 0. */
function wardNumber(code: string): string {
  return code.length === 6 ? '0' : String(Number(code));
}

function wardCode(run: LevelRun, level: WardLevel, w: string): string {
  return level === 'district' ? run.districtCode : w.padStart(level === 'street' ? 9 : 12, '0');
}
